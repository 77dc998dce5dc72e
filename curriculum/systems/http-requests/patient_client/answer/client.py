"""The client of a supplier of spare parts. API.md describes the supplier's service.

python client.py parts URL                                 prints all parts, as one JSON list
python client.py order URL REFERENCE PART QUANTITY         orders a part, prints the order's number
"""

import json
import os
import sys

# [answer] Import what you need: requests and httpx are there, and all of the standard library.
import time
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime

import requests
# [/answer]

TIMEOUT = float(os.environ.get("TIMEOUT", "10"))  # seconds a request may go without an answer
PAUSE = float(os.environ.get("PAUSE", "0.5"))  # seconds before the first repeat
ATTEMPTS = 5  # times one request is sent at most


class Failed(Exception):
    """It did not work; the text says why."""


# [answer] Send a request, and decide what comes next: whether to repeat it, and when.
REFUSED = (429, 503)  # not looked at
BROKEN = (500, 502, 504)  # carried out or not, who knows


def send(method: str, url: str, **more: dict) -> requests.Response | None:
    """The answer to one attempt; None if no whole answer came."""
    try:
        return requests.request(method, url, timeout=TIMEOUT, allow_redirects=False, **more)
    except requests.RequestException:
        return None


def pause(attempt: int, answer: requests.Response | None) -> None:
    """Wait before the next attempt, as long as the service asks for, or twice as long as the time before."""
    said = answer.headers.get("Retry-After") if answer is not None else None
    if said is None:
        seconds = PAUSE * 2**attempt
    elif said.isdigit():
        seconds = float(said)
    else:
        seconds = (parsedate_to_datetime(said) - datetime.now(timezone.utc)).total_seconds()
    time.sleep(max(0.0, seconds))


def result(answer: requests.Response) -> dict:
    """What a good answer holds; an answer that says that the request is wrong ends the program."""
    if answer.status_code in (200, 201):
        return answer.json()
    raise Failed(f"{answer.request.method} {answer.url}: status {answer.status_code}, {answer.text[:200]}")


def get(url: str, **more: dict) -> dict:
    """The answer to a GET: whatever went wrong, it may be repeated."""
    for attempt in range(ATTEMPTS):
        answer = send("GET", url, **more)
        if answer is not None and answer.status_code not in REFUSED + BROKEN:
            return result(answer)
        if attempt + 1 < ATTEMPTS:
            pause(attempt, answer)
    raise Failed(f"GET {url}: no good answer in {ATTEMPTS} attempts")
# [/answer]


def parts(base: str) -> list[dict]:
    """All parts of the catalogue, in its order. Raises `Failed`."""
    # [answer] Follow `next` to the last page.
    found: list[dict] = []
    following: str | None = "/parts?limit=50"
    while following is not None:
        page = get(base + following)
        found += page["items"]
        following = page["next"]
    return found
    # [/answer]


def order(base: str, reference: str, part: int, quantity: int) -> int:
    """Order a part under a reference that was never used before; the order's number. Raises `Failed`."""
    # [answer] Order once, whatever happens.
    body = {"reference": reference, "part": part, "quantity": quantity}
    for attempt in range(ATTEMPTS):
        answer = send("POST", base + "/orders", json=body)
        if answer is not None and answer.status_code not in REFUSED + BROKEN:
            return result(answer)["order"]
        if answer is None or answer.status_code in BROKEN:  # it may have been carried out
            made = get(base + "/orders", params={"reference": reference})["orders"]
            if made:
                return made[0]
        if attempt + 1 < ATTEMPTS:
            pause(attempt, answer)
    raise Failed(f"POST {base}/orders: no good answer in {ATTEMPTS} attempts")
    # [/answer]


def main(words: list[str]) -> None:
    match words:
        case ["parts", base]:
            print(json.dumps(parts(base), ensure_ascii=False))
        case ["order", base, reference, part, quantity]:
            print(order(base, reference, int(part), int(quantity)))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except Failed as failure:
        sys.exit(f"client.py: {failure}")
