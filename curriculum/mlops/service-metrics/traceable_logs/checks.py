'''One request through three services

`gateway.py` (port 8000) takes applications for loans and asks `history.py` (8001) and `scoring.py` (8002). It works, and when it
does not, nobody can tell where. Write `observe.py` and the marked lines, so that each of the three, started as its first
lines say, writes one line of JSON to standard output for every request, and nothing there that is no JSON object:

```text
{"event": "request", "level": "info", "timestamp": "2026-11-21T20:15:00.123Z", "service": "scoring", "request_id": "c0ffee-1",
 "method": "POST", "route": "/score", "status": 200, "duration_ms": 3.1, "application": "A-17", "model_version": "2026-11-03",
 "decision": "granted"}
```

- `timestamp` is ISO 8601 with its time zone; `level` is `error` from status 500 on, else `info`. The route is the path as the
  service declares it, and `unmatched` for addresses that it does not have.
- The id is that of the header `X-Request-ID`, if it is made of 8 to 64 small letters (a-z), digits and dashes; otherwise a new
  one. It goes to the components that are asked, and back with every answer, in the same header.
- `application`, its number, is told by gateway and scoring, `model_version` and `decision` by scoring: as far as they got.
- An endpoint that raises is answered with status 500 and `{"error": "internal", "request_id": "…"}`. The line then has `error`,
  the name of its class, and `where` it was raised, file and line: `risk.py:9`.
- Name, e-mail address and IBAN of applicants are in nothing that is printed, to standard error neither.

What the services answer otherwise stays as it is. You may write further lines of other events.
'''

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone

import httpx

from mlestone.proving import check, expect, hints, limits

limits(seconds=240, memory=2048)
hints(
    "Where does every request of an app pass, also one that breaks, so that the line is written in one place and not in each endpoint?",
    "A middleware surrounds all endpoints. What an endpoint wants to tell it can wait in a dict that a ContextVar holds: set "
    "in the middleware, it is seen by all that runs for this request, and by nothing that runs beside it.",
    "Make the id, set the ContextVar, call the endpoint inside `try`; from an error take its class and its last place, never its "
    "text, and answer with 500 yourself, so that nobody further out prints it.",
)

PORTS = {"gateway": 8000, "history": 8001, "scoring": 8002}
SECONDS = 10


# ---- the three, and what they wrote ---------------------------------------------------------------------


def component(lab, name):
    command = f"python -m uvicorn {name}:app --host 127.0.0.1 --port {PORTS[name]} --no-access-log"
    return lab.server(command, port=PORTS[name], seconds=60)


def all_of(lab):
    return {name: component(lab, name) for name in ("history", "scoring", "gateway")}


def lines(lab, name):
    """The objects a component has written so far, whole lines only."""
    written = component(lab, name).output
    objects = []
    for line in written[: written.rfind("\n") + 1].splitlines():
        try:
            value = json.loads(line)
        except ValueError:
            value = None
        expect(isinstance(value, dict)).is_true(
            "every line is an object of JSON", f"{name} writes to standard output what is no JSON object"
        )
        objects.append(value)
    return objects


def requests_of(lab, name, request_id=None):
    found = [line for line in lines(lab, name) if line.get("event") == "request"]
    return [line for line in found if request_id is None or line.get("request_id") == request_id]


def the_line(lab, name, request_id):
    """The one line of a request with this id."""
    lab.until(lambda: bool(requests_of(lab, name, request_id)), SECONDS)
    found = requests_of(lab, name, request_id)
    expect(len(found) == 1).is_true(
        f"{name} writes one line for a request", f"{name} has written {len(found)} lines for a request, found by its id"
    )
    return found[0]


def tells(line, **wanted):
    """That a line has these fields with these values."""
    name = line.get("service")
    for key, value in wanted.items():
        found = line.get(key)
        said = f"the line of {name} has no {key}" if key not in line else f"{key} is {json.dumps(found)} in the line of {name}"
        same = type(found) is type(value) and found == value
        expect(same).is_true(f"{key} is {json.dumps(value)}", f"{said}, expected {json.dumps(value)}")


# ---- applications ---------------------------------------------------------------------------------------


def word(rng):
    return "".join(chr(int(letter)) for letter in rng.integers(97, 123, size=9))


def new_id(rng):
    return f"{word(rng)}-{rng.integers(10**5, 10**6)}"


def application(rng, **facts):
    who = word(rng)
    return {
        "number": f"A-{rng.integers(10**5, 10**6)}",
        "name": f"{word(rng).title()} {who.title()}",
        "email": f"{who}@{word(rng)}.example",
        "iban": f"DE{rng.integers(10**17, 10**18)}",
        "amount": float(rng.integers(10, 900) * 100),
        "months": int(rng.integers(6, 72)),
        "since": int(rng.integers(2016, 2026)),
    } | facts


def apply(lab, asked, request_id=None):
    all_of(lab)
    headers = {} if request_id is None else {"X-Request-ID": request_id}
    return component(lab, "gateway").post("/applications", json=asked, headers=headers, seconds=60)


def decided(asked):
    monthly, paid_back = asked["amount"] / asked["months"], len(asked["email"]) % 4
    return "granted" if monthly / (monthly + 200 + 150 * paid_back) < 0.5 else "refused"


def given_back(got, request_id, what):
    found = got.headers.get("x-request-id")
    said = "has no X-Request-ID" if found is None else "has another X-Request-ID"
    expect(found == request_id).is_true(f"{what} has the id of its request", f"{what} {said}")


# ---- what is asked for ----------------------------------------------------------------------------------


@check("one request leaves one line in each of the three, found by one id")
def one_line_each(lab, rng):
    for _ in range(3):
        asked, request_id = application(rng), new_id(rng)
        got = apply(lab, asked, request_id)
        expect(got.status).equals(200)
        expect(got.json()).equals({"number": asked["number"], "decision": decided(asked)})
        given_back(got, request_id, "the answer")
        for name in PORTS:
            the_line(lab, name, request_id)


@check("a line tells who did what, for whom, and how it ended")
def whole(lab, rng):
    asked, request_id = application(rng), new_id(rng)
    before = datetime.now(timezone.utc) - timedelta(seconds=1)
    expect(apply(lab, asked, request_id).status).equals(200)
    number = asked["number"]
    lined = {name: the_line(lab, name, request_id) for name in PORTS}
    tells(lined["gateway"], service="gateway", level="info", method="POST", route="/applications", status=200, application=number)
    tells(lined["history"], service="history", level="info", method="GET", route="/history", status=200)
    tells(lined["scoring"], service="scoring", level="info", method="POST", route="/score", status=200, application=number)
    tells(lined["scoring"], model_version="2026-11-03", decision=decided(asked))
    for name, line in lined.items():
        expect(_moment(line.get("timestamp"), before)).is_true(
            "the timestamp is of now, with its time zone",
            f"the timestamp of {name} is no time of now in ISO 8601 with its time zone",
        )


def _moment(told, before):
    try:
        at = datetime.fromisoformat(told)
    except (TypeError, ValueError):
        return False
    return at.tzinfo is not None and before <= at <= datetime.now(timezone.utc) + timedelta(seconds=1)


@check("durations are milliseconds of the whole request")
def durations(lab, rng):
    request_id = new_id(rng)
    got = apply(lab, application(rng, since=int(rng.integers(1990, 2015))), request_id)
    expect(got.status).equals(200)
    for name in ("scoring", "history", "gateway"):
        told = the_line(lab, name, request_id).get("duration_ms")
        expect(type(told) in (int, float)).is_true("duration_ms is a number", f"the duration_ms of {name} is no number")
        if name == "scoring":
            continue  # it does not wait for the archive
        expect(told >= 299).is_true(
            "it covers the time in the archive",
            f"the archive took 300 ms, and the duration_ms of {name} is less: is it of the whole request, and in milliseconds?",
        )
        expect(told <= 3000 * got.seconds).is_true("it is in milliseconds", f"the duration_ms of {name} is longer than it took")


@check("an id is made where none comes in, or one that is none")
def ids(lab, rng):
    for length in (8, 64):
        kept = (word(rng) * 8)[: length - 2] + "-7"
        given_back(apply(lab, application(rng), kept), kept, f"the answer to a request with a sound id of {length} characters")
    seen = set()
    for given, what in (
        (None, "a request without an id"),
        (None, "a request without an id"),
        ("x" * 65, "a request with an id of 65 letters"),
        ("short", "a request with an id of 5 letters"),
        ("REQUEST-12345", "a request with capitals in its id"),
        ("request_12345", "a request with an underscore in its id"),
        ('request-12345", "level": "none', "a request with quotes in its id"),
    ):
        got = apply(lab, application(rng), given)
        expect(got.status).equals(200)
        made = got.headers.get("x-request-id", "")
        expect(made != given).is_true(f"{what} gets a new one", f"{what} is answered with the same X-Request-ID")
        sound = 8 <= len(made) <= 64 and made.isascii() and made.replace("-", "").isalnum()
        expect(sound).is_true(f"{what} gets a sound one", f"{what} is answered with an X-Request-ID that is not sound")
        expect(made not in seen).is_true("each gets one of its own", "two requests get the same id")
        seen.add(made)
        for name in PORTS:
            the_line(lab, name, made)


@check("a request that breaks can be followed to the line of code")
def followed(lab, rng):
    at = 1 + next(at for at, line in enumerate(lab.text("risk.py").splitlines()) if "raise ValueError" in line)
    asked, request_id = application(rng, months=0), new_id(rng)
    got = apply(lab, asked, request_id)
    expect(got.status).equals(502)
    given_back(got, request_id, "the answer with status 502")
    broken = the_line(lab, "scoring", request_id)
    tells(broken, status=500, level="error", error="ValueError", where=f"risk.py:{at}", route="/score")
    tells(broken, application=asked["number"], model_version="2026-11-03")
    expect("decision" not in broken).is_true("nothing was decided", "the line tells a decision, and nothing was decided")
    tells(the_line(lab, "history", request_id), status=200, level="info")
    tells(the_line(lab, "gateway", request_id), status=502, level="error", application=asked["number"])


@check("whoever is answered with 500 is told the id, and nothing of the error")
def told_the_id(lab, rng):
    request_id, asked = new_id(rng), application(rng)
    got = all_of(lab)["history"].get(
        "/history", params={"email": asked["email"], "since": 2030}, headers={"X-Request-ID": request_id}
    )
    expect(got.status).equals(500)
    given_back(got, request_id, "the answer with status 500")
    expect(got.json()).equals({"error": "internal", "request_id": request_id})
    line = the_line(lab, "history", request_id)
    tells(line, status=500, level="error", error="LookupError", route="/history")
    expect(str(line.get("where")).startswith("history.py:")).is_true(
        "it was raised in history.py", "the line of history does not tell that it was raised in history.py"
    )


@check("what is refused leaves a line as well")
def refused(lab, rng):
    gateway = all_of(lab)["gateway"]
    for path, status, route in (("/applications", 422, "/applications"), (f"/{word(rng)}", 404, "unmatched")):
        request_id = new_id(rng)
        asked = application(rng, months="many")
        got = gateway.post(path, json=asked, headers={"X-Request-ID": request_id})
        expect(got.status).equals(status)
        given_back(got, request_id, f"the answer with status {status}")
        tells(the_line(lab, "gateway", request_id), status=status, level="info", route=route, method="POST")


@check("ids do not mix when many ask at a time")
def apart(lab, rng):
    url = f"{all_of(lab)['gateway'].url}/applications"
    asked = {new_id(rng): application(rng, since=2010) for _ in range(12)}

    def send(request_id):
        return client.post(url, json=asked[request_id], headers={"X-Request-ID": request_id}).status_code

    with httpx.Client(timeout=60, verify=False) as client, ThreadPoolExecutor(12) as pool:
        with lab.asking("POST /applications, twelve at a time"):
            statuses = set(pool.map(send, asked))
    expect(statuses).equals({200})
    for name in ("gateway", "scoring"):
        lab.until(lambda: asked.keys() <= {line.get("request_id") for line in requests_of(lab, name)}, SECONDS)
        by_number = {line.get("application"): line.get("request_id") for line in requests_of(lab, name)}
        mixed = [key for key, sent in asked.items() if by_number.get(sent["number"]) != key]
        expect(not mixed).is_true(
            "each application is found under the id of its own request",
            f"twelve asked at a time, and in {name} an application stands under another id, or under none",
        )


@check("nothing that is printed tells who applied")
def nobody(lab, rng):
    running = all_of(lab)
    people = [application(rng), application(rng, months=0), application(rng, since=2030)]
    last = new_id(rng)
    for asked in people:
        apply(lab, asked, new_id(rng))
    running["gateway"].post("/applications", json=people[0] | {"months": "many"})
    running["history"].get("/history", params={"email": people[2]["email"], "since": "ever"})
    apply(lab, people[0], last)
    lab.until(lambda: bool(requests_of(lab, "gateway", last)), SECONDS)
    for name, server in running.items():
        for what, key in (("name", "name"), ("e-mail address", "email"), ("IBAN", "iban")):
            secrets = [asked[key].split("@")[0].split()[-1] for asked in people]
            for stream, printed in (("standard output", server.output), ("standard error", server.log)):
                expect(not any(secret in printed for secret in secrets)).is_true(
                    f"no {what} is printed", f"{name} writes the {what} of an applicant to {stream}"
                )
