"""The service that tells too much

`service.py` quotes delivery times and hands out the reports of past months. It has been live for a week, started with
`python -m gunicorn --threads 8 --bind 0.0.0.0:8000 service:app`, and this is what came in:

- A customer sent a screenshot. Her order had no distance, and the answer was our source code, line by line, with a
  console.
- On Friday evening two customers got the quote of somebody else. At our desks nobody can repeat it.
- A customer reads on his quote where strangers leave their keys. This can be repeated by anyone who orders twice.
- The list of our couriers is for sale. It lies in `reports-internal`, and we never handed it out.

Mend `service.py`; the other files stay as they are. What works today goes on working:

- `POST /quote` of `{"reference": "A-17", "distance_km": 3.2, "items": 2, "hour": 18, "notes": ["ring twice"]}` answers
  `{"reference": "A-17", "minutes": 38.12, "notes": ["ring twice"]}`. Notes may be left out, and are then `[]` in the
  answer; beyond 8 km, `"by car"` is the last of them.
- `GET /reports?file=2026-02.csv` answers with that file of `reports`, as `text/csv`; so do `file=2025/2025-12.csv`, and the
  reports of months to come.
- Orders are served side by side: the model prints when it begins and when it has done. To let one wait for the other
  would only hide the matter.

What is new:

- An order that is no JSON, or lacks something, or in which `reference` is no text, `distance_km` no number above 0 and
  up to 50, `items` no whole number from 1 to 99, `hour` none from 0 to 23, or `notes` no list of texts: status 400 and
  `{"error": "…"}`, a sentence of yours. `true` is no number here, nor is `NaN`, which Python's JSON reads.
- A report that does not exist, or is none of those in `reports`: status 404.
- An error that nobody foresaw: status 500, the body `{"error": "internal error"}`, nothing more, and its traceback in
  the log, on standard error. You can see one: for orders at 3 and 4 in the night, the model raises a `KeyError`.
"""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx

from mlestone.proving import check, expect, hints, limits, say

from ..shared import slowly

limits(seconds=150)
hints(
    "Which names in the file outlive a request, and how many threads may be between two lines that use one of them?",
    "A default is made once, with the function. A path is safe when it has been resolved and still lies in the folder, "
    "not when it looks so. Flask brings a function that does this.",
    "Keep all of a quote in names of the function's own; take the debugger away rather than hide it; write an error "
    "handler for InternalServerError: what Flask has logged by then, the caller need not see.",
)

COMMAND = "python -m gunicorn --threads 8 --bind 0.0.0.0:8000 service:app"
ANSWER = Path(__file__).parent / "answer"
LATEST = "2026-03.csv"  # of another month than the learner has
REPORTS = {name: (ANSWER / "reports" / name).read_text() for name in ("2026-02.csv", "2025/2025-12.csv")}
REPORTS[LATEST] = "day,deliveries,late\nMon,204,11\nTue,187,6\n"
HOURS = (0, 1, 2, *range(5, 24))
OTHERS = {0: 4.0, 1: 3.0, 2: 2.0, 5: 1.0, 6: 2.5, 7: 6.0, 8: 9.5, 9: 8.0, 10: 5.5, 11: 7.0, 12: 11.0, 13: 9.0}
OTHERS |= {14: 5.0, 15: 5.5, 16: 8.5, 17: 14.0, 18: 17.5, 19: 16.0, 20: 12.0, 21: 9.0, 22: 7.0, 23: 5.5}
WISHES = (
    "ring twice",
    "the key is under the mat",
    "mind the dog",
    "leave it with the baker",
    "third floor",
    "no doorbell",
)


def service(lab):
    if not lab.exists(f"reports/{LATEST}"):
        lab.write(f"reports/{LATEST}", REPORTS[LATEST])
    return lab.server(COMMAND, port=8000, ready="/health", seconds=60)


def draw(rng, reference):
    """An order as they come in."""
    order = {
        "reference": reference,
        "distance_km": round(float(rng.uniform(0.3, 14)), 1),
        "items": int(rng.integers(1, 9)),
        "hour": int(rng.choice(HOURS)),
    }
    wishes = [str(wish) for wish in rng.choice(WISHES, size=int(rng.integers(3)), replace=False)]
    return order | {"notes": wishes} if wishes else order


def quoted(order):
    """The quote for an order."""
    took = 11.5 + 2.35 * order["distance_km"] + 0.8 * order["items"] + OTHERS[order["hour"]]
    notes = order.get("notes", []) + (["by car"] if order["distance_km"] > 8 else [])
    return {"reference": order["reference"], "minutes": round(took, 2), "notes": notes}


def answered(got, what, status):
    said = f"{what} is answered with status"
    expect(got.status == status).is_true(f"{said} {status}", f"{said} {got.status}, expected {status}")


@check("still quotes: the minutes of the model, and the notes of the order")
def quotes(lab, rng):
    order = draw(rng, "A-1") | {"distance_km": 9.5, "notes": ["ring twice"]}
    got = service(lab).post("/quote", json=order)
    expect(got.status).equals(200)
    expect(got.json()).close(quoted(order))


@check("still hands out reports, those of past years too")
def reports(lab, rng):
    running = service(lab)
    for name, wanted in REPORTS.items():
        got = running.get("/reports", params={"file": name})
        answered(got, f"the report {name}", 200)
        expect(got.text).text(wanted, spaces="fold")
        kind = got.headers.get("content-type", "nothing")
        expect(kind.startswith("text/csv")).is_true(
            "it is text/csv", f"the report {name} comes as {kind}, expected text/csv"
        )


@check("keeps what one customer asked for to that customer")
def notes(lab, rng):
    running = service(lab)
    first, second = draw(rng, "A-1") | {"notes": [str(rng.choice(WISHES))]}, draw(rng, "B-2")
    second.pop("notes", None)
    running.post("/quote", json=first)
    got = running.post("/quote", json=second)
    expect(got.status).equals(200)
    strange = [note for note in _list(got.json(), "notes") if note in first["notes"]]
    expect(strange == []).is_true(
        "there is no note of an order before", "a quote holds the notes of the order before it"
    )
    expect(got.json()).close(quoted(second))


def _list(body, name):
    found = body.get(name) if isinstance(body, dict) else None
    expect(isinstance(found, list)).is_true(f'the answer holds a list "{name}"', f'the answer holds no list "{name}"')
    return found


@check("gives everybody their own quote when many ask at once")
def at_once(lab, rng):
    orders, found = _many(lab, rng, service(lab))
    strange = sum(got.get("reference") != own["reference"] for got, own in zip(found, orders))
    expect(strange == 0).is_true("each has its own reference", "some customers get the quote of somebody else")
    expect([got.get("minutes") for got in found]).close([quoted(order)["minutes"] for order in orders])


@check("keeps notes with their order when many ask at once, on a slow machine too")
def notes_at_once(lab, rng):
    say("starting a service that dwells on every line of yours")
    orders, found = _many(lab, rng, slowly.server(lab, COMMAND.replace("8000", "8001"), 8001))
    strange = sum(got.get("notes") != quoted(own)["notes"] for got, own in zip(found, orders))
    expect(strange == 0).is_true("each has its own notes", "some quotes hold notes that are not their order's")


def _many(lab, rng, running):
    """Orders sent eight at a time, and the quotes for them."""
    orders = [draw(rng, f"{chr(65 + at % 26)}-{at}") for at in range(40)]
    say("40 orders, 8 at a time")
    with lab.asking("40 orders to /quote, 8 at a time"):
        answers = _all_at_once(running.url, orders)
        statuses = sorted({got.status_code for got in answers})
        expect(statuses == [200]).is_true("all are answered", f"the statuses are {statuses}, expected 200 alone")
        found = [got.json() for got in answers]
    sound = all(isinstance(got, dict) for got in found)
    expect(sound).is_true("all quotes are objects", "a quote is no JSON object")
    return orders, found


def _all_at_once(url, orders):
    fresh = httpx.Limits(max_keepalive_connections=0)  # one that is kept may be closed just when it is used again
    with httpx.Client(base_url=url, timeout=60, trust_env=False, limits=fresh) as client, ThreadPoolExecutor(8) as pool:
        return list(pool.map(lambda order: client.post("/quote", json=order), orders))


@check("serves orders side by side")
def side_by_side(lab, rng):
    running = service(lab)
    before = len(running.log)
    with lab.asking("16 orders to /quote, 8 at a time"):
        _all_at_once(running.url, [draw(rng, f"S-{at}") for at in range(16)])
    lines = re.findall(r"^model: (looks|has)", running.log[before:], re.MULTILINE)
    expect(lines).satisfies(
        lambda found: len(found) > 1, "a log in which the model says when it begins and when it has done"
    )
    together = any(first == second == "looks" for first, second in zip(lines, lines[1:]))
    expect(together).is_true("one begins before the other has done", "no order begins before the one before it is done")


@check("tells the caller nothing of an error that nobody foresaw, and the log all")
def unforeseen(lab, rng):
    running = service(lab)
    got = running.post("/quote", json=draw(rng, "N-1") | {"hour": int(rng.choice([3, 4]))})
    answered(got, "an order at night", 500)
    told = [part for part in ("Traceback", "KeyError", "model.py") if part in got.text]
    expect(told == []).is_true("the answer keeps it to itself", f"the answer holds {' and '.join(told)}")
    expect(_object(got, "an order at night")).equals({"error": "internal error"})
    kept = lab.until(lambda: "KeyError" in running.log and "Traceback" in running.log, 10)
    expect(kept).is_true("the traceback is in the log", "the log holds no traceback of it: who is to find the fault?")


def _object(got, what):
    """The answer's JSON, which is an object."""
    kind = got.headers.get("content-type", "nothing")
    expect("json" in kind).is_true(f"the answer to {what} is JSON", f"the answer to {what} is {kind}, expected JSON")
    body = got.json()
    expect(isinstance(body, dict)).is_true("it is an object", f"the answer to {what} is no JSON object")
    return body


@check("answers an order that makes no sense with 400, and says so in JSON")
def senseless(lab, rng):
    running = service(lab)
    whole = draw(rng, "A-1") | {"notes": ["ring twice"]}
    bodies = [
        ("an order that is no JSON", "{"),
        ("an order that is a list", json.dumps([whole])),
        ("an order that is null", "null"),
        ("an empty body", ""),
    ]
    for name in ("reference", "distance_km", "items", "hour"):
        lacking = {key: value for key, value in whole.items() if key != name}
        bodies.append((f"an order without {name}", json.dumps(lacking)))
    for name, value in (
        *(("reference", value) for value in (17, None)),
        *(("distance_km", value) for value in ("far", -1, 0, 51, None, True, float("nan"))),
        *(("items", value) for value in (0, 2.5, "two", 100, True)),
        *(("hour", value) for value in (24, -1, 12.5, "noon", True)),
        *(("notes", value) for value in ("ring twice", [3])),
    ):
        bodies.append((f"{name}: {json.dumps(value)}", json.dumps(whole | {name: value})))
    for what, body in bodies:
        got = running.post("/quote", data=body, headers={"Content-Type": "application/json"})
        answered(got, what, 400)
        error = _object(got, what).get("error")
        expect(isinstance(error, str) and error != "").is_true(
            "it says why", f'the answer to {what} holds no text "error"'
        )


@check("has no debugger in it")
def no_debugger(lab, rng):
    running = service(lab)
    for what, path in (
        ("the debugger's console", "/console"),
        ("the debugger's script", "/?__debugger__=yes&cmd=resource&f=debugger.js"),
    ):
        got = running.get(path)
        expect(got.status != 200).is_true(f"{what} is not there", f"{what} is there for everybody, at {path}")


@check("hands out nothing but reports, whatever is asked for")
def nothing_else(lab, rng):
    running = service(lab)
    secrets = ("MAP_API_KEY", "0170-555", "root:", "learner:", "Flask(")
    for name in (
        "2031-01.csv",
        "2025",
        "../settings.env",
        "2025/../../settings.env",
        "../service.py",
        "....//settings.env",
        "..././settings.env",
        "../reports-internal/couriers.csv",
        "/proc/self/cwd/settings.env",
        "/etc/passwd",
    ):
        got = running.get("/reports", params={"file": name})
        leaked = any(secret in got.text for secret in secrets)
        expect(not leaked).is_true("nothing leaks", f"file={name} hands out what is no report")
        answered(got, f"file={name}", 404)
