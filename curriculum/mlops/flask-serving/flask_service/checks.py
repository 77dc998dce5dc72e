"""A prediction service under Gunicorn

`model.py` and `model.json` know how long deliveries take. Build the service around them in `service.py`, so that
`python -m gunicorn --preload --workers 2 --threads 4 --bind 0.0.0.0:8000 service:app` serves:

- `GET /health` answers `{"status": "ok", "model": "deliveries-7"}`: the name is the model's.
- `POST /predict` takes
  `{"deliveries": [{"id": "A-17", "distance_km": 3.2, "items": 2, "hour": 18, "rain": true}, …]}` and answers
  `{"model": "deliveries-7", "predictions": [{"id": "A-17", "minutes": 39.88}, …]}`: for each delivery, in
  order, its `id` and the model's minutes, unrounded. The model is asked once for all deliveries of a request, not once
  for each: it prints a line whenever it is asked.
- A request holds 1 to 500 deliveries. `id` is a text of 1 to 40 characters, `distance_km` a number, more than 0 and at
  most 50, `items` a whole number from 1 to 99, `hour` one from 0 to 23, `rain` true or false. All five have to be
  there. A text is no number, nor is `true`; nor is `NaN`, which Python's JSON reads although it is none.
- Whatever breaks these rules, JSON or not, is answered with status 400 and `{"error": "…"}`, a sentence of yours.
  Where deliveries are wrong, there is `"faults"` beside it,
  `[{"delivery": 1, "field": "items", "problem": "…"}, …]`, one for every field that is wrong, in any order; deliveries
  count from 0.
- A path or a method that does not exist: 404 or 405, and `{"error": "…"}` there too, never a page of HTML.
- The model is loaded once, when the service starts, from the file `MODEL_PATH` names (already read from the
  environment). Without that file the service ends with an error instead of starting.
- Broken requests disturb nobody: the checker sends 500 at once, two in five of them broken.

`model.py` stays as it is.
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
    "What does a request look like that makes your code raise? Each of those is a 500 that should have been a 400.",
    "request.get_json takes silent=True; errorhandler takes a class of exceptions, and all of Flask's own are "
    "HTTPException. A comparison with NaN is false, and isinstance(True, int) is true.",
    "What stands at the top level of the module runs once, before the workers are forked; collect the faults of all "
    "deliveries before you ask the model, then hand it all rows together.",
)

COMMAND = "python -m gunicorn --preload --workers 2 --threads 4 --bind 0.0.0.0:8000 service:app"
MODEL = json.loads((Path(__file__).parent / "answer" / "model.json").read_text())
NAMES = ("id", "distance_km", "items", "hour", "rain")
LINE = re.compile(r"^model: asked for (\d+) rows$", re.MULTILINE)


def service(lab):
    return lab.server(COMMAND, port=8000, ready="/health", seconds=60)


def draw(rng, number):
    """Deliveries as they come in on a day."""
    start = int(rng.integers(100, 900))
    return [
        {
            "id": f"{chr(65 + int(rng.integers(26)))}-{start + at}",
            "distance_km": round(float(rng.uniform(0.3, 20)), 1),
            "items": int(rng.integers(1, 9)),
            "hour": int(rng.integers(24)),
            "rain": bool(rng.integers(2)),
        }
        for at in range(number)
    ]


def minutes(delivery, model):
    km, items, hour, rain = (delivery[name] for name in NAMES[1:])
    return (
        model["base"]
        + km * (model["per_km"] + rain * model["rain_per_km"])
        + items * model["per_item"]
        + model["hours"][hour]
    )


def predictions(deliveries, model=MODEL):
    return [{"id": each["id"], "minutes": minutes(each, model)} for each in deliveries]


def refused(got, what, status=400):
    """The answer is an error, in JSON."""
    said = f"{what} is answered with status"
    expect(got.status == status).is_true(f"{said} {status}", f"{said} {got.status}, expected {status}")
    kind = got.headers.get("content-type", "nothing")
    expect("json" in kind).is_true(f"the answer to {what} is JSON", f"the answer to {what} is {kind}, expected JSON")
    body = got.json()
    error = body.get("error") if isinstance(body, dict) else None
    expect(isinstance(error, str) and error != "").is_true(
        f'the answer to {what} holds a text "error"', f'the answer to {what} holds no text "error"'
    )
    return body


@check("answers /health with the name of its model")
def health(lab, rng):
    got = service(lab).get("/health")
    expect(got.status).equals(200)
    expect(got.json()).equals({"status": "ok", "model": MODEL["name"]})


@check("predicts what the model predicts, delivery by delivery, and says whose it is")
def predicts(lab, rng):
    deliveries = draw(rng, int(rng.integers(2, 6)))
    got = service(lab).post("/predict", json={"deliveries": deliveries})
    expect(got.status).equals(200)
    expect(got.json()).close({"model": MODEL["name"], "predictions": predictions(deliveries)})


@check("asks the model once for a whole batch")
def batches(lab, rng):
    running = service(lab)
    number = int(rng.integers(200, 500))
    deliveries = draw(rng, number)
    got = running.post("/predict", json={"deliveries": deliveries}, seconds=60)
    expect(got.status).equals(200)
    expect(got.json().get("predictions")).close(predictions(deliveries))
    # What is printed takes its time: lines of the check before may come in only now.
    lab.until(lambda: sum(map(int, LINE.findall(running.log))) >= number, 30)
    asked = LINE.findall(running.log)
    expect(asked.count(str(number)) == 1).is_true(
        "the model was asked once, for all deliveries",
        f"the model was asked {_often(asked)}, expected once for all deliveries",
    )


def _often(asked):
    if not asked:
        return "never"
    return "for each delivery anew" if asked.count("1") > len(asked) / 2 else "for some of the deliveries at a time"


@check("takes from 1 to 500 deliveries")
def amounts(lab, rng):
    many = draw(rng, 501)
    for number, sound in ((1, True), (500, True), (0, False), (501, False)):
        got = service(lab).post("/predict", json={"deliveries": many[:number]}, seconds=60)
        what = f"a request with {number} deliveries"
        if sound:
            expect(got.status == 200).is_true(
                f"{what} is answered", f"{what} is answered with status {got.status}, expected 200"
            )
        else:
            refused(got, what)


@check("tells whoever sends no sensible JSON so, with 400 and an error in JSON")
def no_json(lab, rng):
    running = service(lab)
    whole = draw(rng, 1)[0]
    for what, body in (
        ("a body that is no JSON", '{"deliveries": ['),
        ("an empty body", ""),
        ("a body that is no text", b"\xff\xfe\x00"),
        ("a body that is a list", json.dumps([whole])),
        ("a body without deliveries", '{"delivery": 1}'),
        ("a body whose deliveries are no list", json.dumps({"deliveries": whole})),
        ("a body whose deliveries are null", '{"deliveries": null}'),
    ):
        refused(running.post("/predict", data=body, headers={"Content-Type": "application/json"}), what)
    body = refused(running.post("/predict", json={"deliveries": [whole, 7]}), "a delivery that is a number")
    at = {str(fault.get("delivery")) for fault in _faults(body)}
    expect(at == {"1"}).is_true(
        "the fault says which delivery it was", "the faults do not say which delivery is a number"
    )


@check("refuses values that no delivery has, and takes those at the edge")
def values(lab, rng):
    running = service(lab)
    for name, sound, broken in (
        ("distance_km", (0.1, 50, 7), (0, -2.5, 50.5, "3.2", None, True, float("nan"), float("inf"))),
        ("items", (1, 99), (0, 100, 2.5, "two", True, [2])),
        ("hour", (0, 23), (-1, 24, 12.5, "12", None, True)),
        ("rain", (True, False), (1, "yes", None)),
        ("id", ("x", "x" * 40), ("", "x" * 41, 17, None)),
    ):
        for value in sound:
            got = running.post("/predict", json={"deliveries": [draw(rng, 1)[0] | {name: value}]})
            what = f"{name}: {json.dumps(value)}"
            expect(got.status == 200).is_true(
                f"{what} is taken", f"{what} is answered with status {got.status}, expected 200"
            )
        for value in broken:
            got = running.post("/predict", json={"deliveries": [draw(rng, 1)[0] | {name: value}]})
            refused(got, f"{name}: {json.dumps(value)}")


@check("names every field that is wrong, in every delivery")
def faults(lab, rng):
    deliveries = draw(rng, 6)
    first, second, third = (int(at) for at in rng.choice(6, size=3, replace=False))
    deliveries[first] |= {"distance_km": -1.0, "hour": 31}
    deliveries[second] |= {"items": "many"}
    lacking = str(rng.choice(NAMES))
    del deliveries[third][lacking]
    body = refused(service(lab).post("/predict", json={"deliveries": deliveries}), "a request with four faults")
    told = sorted((str(fault.get("delivery")), str(fault.get("field"))) for fault in _faults(body))
    wanted = {(str(first), "distance_km"), (str(first), "hour"), (str(second), "items"), (str(third), lacking)}
    missing = len(wanted - set(told))
    expect(missing == 0).is_true("every fault is named", f"{missing} of 4 faults are not named")
    expect(len(told) == 4).is_true("nothing else is named", f"{len(told)} faults are named, there are 4")
    problems = [fault.get("problem") for fault in _faults(body)]
    expect(all(isinstance(each, str) and each for each in problems)).is_true(
        "each says what the problem is", 'a fault has no text "problem"'
    )


def _faults(body):
    found = body.get("faults")
    sound = isinstance(found, list) and all(isinstance(fault, dict) for fault in found)
    expect(sound).is_true('the answer holds a list "faults" of objects', 'the answer holds no list "faults" of objects')
    return found


@check("speaks JSON too where there is no such path or method")
def elsewhere(lab, rng):
    running = service(lab)
    refused(running.get("/predictions"), "a path that does not exist", 404)
    refused(running.get("/predict"), "GET where only POST makes sense", 405)


@check("loads its model once: the file may be gone while it runs")
def loads_once(lab, rng):
    running = service(lab)
    content = lab.read("model.json")
    lab.remove("model.json")
    try:
        deliveries = draw(rng, 2)
        for _ in range(6):  # whichever worker it meets
            got = running.post("/predict", json={"deliveries": deliveries})
            expect(got.status == 200).is_true(
                "it still answers", f"without the file it answers with status {got.status}, expected 200"
            )
        expect(got.json().get("predictions")).close(predictions(deliveries))
    finally:
        lab.write("model.json", content)


@check("serves the model that MODEL_PATH names")
def other_model(lab, rng):
    service(lab)  # where that does not start, nobody waits for another one
    other = MODEL | {"name": f"nights-{rng.integers(2, 99)}", "base": round(float(rng.uniform(20, 30)), 1)}
    lab.write("models/other.json", json.dumps(other))
    say("MODEL_PATH=models/other.json, a model of another name and other numbers")
    running = lab.server(
        COMMAND.replace("8000", "8002"), port=8002, ready="/health", env={"MODEL_PATH": "models/other.json"}, seconds=60
    )
    deliveries = draw(rng, 2)
    got = running.post("/predict", json={"deliveries": deliveries})
    expect(got.status).equals(200)
    said, wanted = got.json(), predictions(deliveries, other)
    expect(said.get("predictions")).close(wanted)
    for told in (said.get("model"), running.get("/health").json().get("model")):
        expect(told == other["name"]).is_true(
            "it tells that model's name", f"it tells {told!r} as the model's name, not the name in the file"
        )
    running.kill()


@check("does not start without its model")
def no_model(lab, rng):
    process = lab.start(COMMAND.replace("8000", "8001"), env={"MODEL_PATH": "models/none.json"})
    ended = lab.until(lambda: not process.running or 8001 in lab.listening(), 60)
    expect(ended).is_true("it ends or starts", "the service neither ends nor starts to listen within 60 seconds")
    expect(not process.running).is_true(
        "the service ends with an error", "the service starts, and nobody is told before the first request"
    )
    expect(process.wait(5) != 0).is_true("its exit code is not 0", "its exit code is 0, as if all was well")


@check("answers 300 sound and 200 broken requests at once, each with what is its own")
def at_once(lab, rng):
    service(lab)
    running = slowly.server(lab, COMMAND.replace("8000", "8003"), 8003)
    sound = [draw(rng, int(rng.integers(1, 4))) for _ in range(300)]
    broken = [_broken(rng) for _ in range(200)]
    bodies = [json.dumps({"deliveries": each}) for each in sound] + [body for body, _ in broken]
    wanted = [(200, predictions(each)) for each in sound] + [(400, field) for _, field in broken]
    order = rng.permutation(len(bodies)).tolist()
    say("500 requests, 16 clients, to a service that dwells on every line of yours")
    with lab.asking("500 requests to /predict, 16 at a time"):
        answers = _all_at_once(running.url, [bodies[at] for at in order])
        statuses = sorted({got.status_code for got in answers})
        expect(statuses == [200, 400]).is_true(
            "the statuses are 200 and 400", f"the statuses are {_in_words(statuses)}, expected 200 and 400"
        )
        for status, kind in ((200, "sound"), (400, "broken")):
            found = [got.status_code for at, got in zip(order, answers) if wanted[at][0] == status]
            astray = [other for other in found if other != status]
            expect(astray == []).is_true(
                "each has its own status", f"a {kind} request is answered with status {max(astray, default=status)}"
            )
        for at, got in zip(order, answers):
            status, own = wanted[at]
            if status == 400 and own:
                fields = [fault.get("field") for fault in _faults(got.json())]
                expect(fields == [own]).is_true("each has its own faults", "an answer names faults of another request")
            if status == 200:
                found = got.json().get("predictions")
                ids = [each.get("id") for each in found]
                expect(ids == [each["id"] for each in own]).is_true(
                    "each has its own predictions", "an answer holds predictions of another request"
                )
                expect(found).close(own)
    expect(running.get("/health").status).equals(200)


def _all_at_once(url, bodies):
    """The answer to each of these bodies, from 16 clients."""
    headers = {"Content-Type": "application/json"}
    fresh = httpx.Limits(max_keepalive_connections=0)  # one that is kept may be closed just when it is used again
    with httpx.Client(base_url=url, timeout=60, trust_env=False, limits=fresh) as client:
        with ThreadPoolExecutor(16) as pool:
            return list(pool.map(lambda body: client.post("/predict", content=body, headers=headers), bodies))


def _broken(rng):
    """The body of a request as nobody should send it, and the field that is wrong, where it is one."""
    whole = draw(rng, 2)
    kinds = (
        lambda: (json.dumps({"deliveries": whole})[: int(rng.integers(1, 60))], ""),
        lambda: (json.dumps({"deliveries": [{**whole[0], "distance_km": "far"}, whole[1]]}), "distance_km"),
        lambda: (
            json.dumps({"deliveries": [{key: value for key, value in whole[0].items() if key != "hour"}]}),
            "hour",
        ),
        lambda: (json.dumps({"deliveries": [None]}), ""),
        lambda: (json.dumps({"deliveries": "all"}), ""),
        lambda: ("null", ""),
    )
    return kinds[int(rng.integers(len(kinds)))]()


def _in_words(statuses):
    return " and ".join(map(str, statuses))
