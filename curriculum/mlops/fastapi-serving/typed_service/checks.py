"""A typed prediction service

`model.py` and `model.json` tell irises apart. Build the service around them in `service.py`, so that
`python -m uvicorn service:app --host 0.0.0.0 --port 8000` serves:

- `GET /health` answers `{"status": "ok"}`.
- `POST /v1/predict` takes `{"flowers": [{"sepal_length": 5.1, "sepal_width": 3.5, "petal_length": 1.4,
  "petal_width": 0.2}, …]}` and answers `{"model": "…", "predictions": [{"species": "setosa", "probability": 0.98}, …]}`:
  the model's name, and for each flower, in order, its likeliest species with that probability, unrounded.
- `POST /v2/predict` takes the same and answers all probabilities: `{"model": "…", "predictions": [{"probabilities":
  {"setosa": 0.98, "versicolor": 0.02, "virginica": 0.0}}, …]}`. Version 1 goes on as it is: somebody depends on it.
- A request holds 1 to 100 flowers. A measure is a number of cm, greater than 0 and at most 30. All four have to be there,
  and nothing else: whoever writes `petal_lenght` is to be told. All that is answered with status 422.
- The model is loaded once, when the service starts, from the file `MODEL_PATH` names (already read from the environment).
  Without that file the service ends with an error instead of starting.
- `/openapi.json` describes all of it: the bounds of what comes in, and the form of what goes out.
"""

import json
import math
from pathlib import Path

from mlestone.proving import check, expect, hints, limits

limits(seconds=150)
hints(
    "Which of the requirements can a pydantic model state by itself, so that neither you nor a reader looks for an if?",
    "Field(gt=…, le=…) bounds a number, min_length and max_length a list, and ConfigDict(extra='forbid') refuses the rest.",
    "What runs before the yield of a lifespan runs before the first request, and what it raises ends the service; a model "
    "that stands as a return type becomes the description of the answer.",
)

COMMAND = "python -m uvicorn service:app --host 0.0.0.0 --port 8000"
MEASURES = ("sepal_length", "sepal_width", "petal_length", "petal_width")
FORMS = {"/v1/predict": ["probability", "species"], "/v2/predict": ["probabilities"]}
MODEL = json.loads((Path(__file__).parent / "answer" / "model.json").read_text())


def service(lab):
    return lab.server(COMMAND, port=8000)


def draw(rng, number):
    """Flowers as irises are, to the millimetre."""
    lows, highs = (4.3, 2.0, 1.0, 0.1), (7.9, 4.4, 6.9, 2.5)
    return [
        {name: round(float(rng.uniform(low, high)), 1) for name, low, high in zip(MEASURES, lows, highs)}
        for _ in range(number)
    ]


def probabilities(flower):
    logits = [
        sum(weight * flower[name] for weight, name in zip(row, MEASURES)) + intercept
        for row, intercept in zip(MODEL["weights"], MODEL["intercepts"])
    ]
    shares = [math.exp(logit - max(logits)) for logit in logits]
    return {species: share / sum(shares) for species, share in zip(MODEL["species"], shares)}


def predicted(flower):
    known = probabilities(flower)
    species = max(known, key=known.get)
    return {"species": species, "probability": known[species]}


def answered(got, status, what):
    said = f"{what} is answered with status"
    expect(got.status == status).is_true(f"{said} {status}", f"{said} {got.status}, expected {status}")


@check("answers /health")
def health(lab, rng):
    got = service(lab).get("/health")
    expect(got.status).equals(200)
    expect(got.json()).equals({"status": "ok"})


@check("predicts what the model predicts, flower by flower")
def predicts(lab, rng):
    flowers = draw(rng, int(rng.integers(2, 6)))
    got = service(lab).post("/v1/predict", json={"flowers": flowers})
    expect(got.status).equals(200)
    expect(got.json()).close({"model": MODEL["name"], "predictions": [predicted(flower) for flower in flowers]})


@check("version 2 tells all probabilities")
def version_2(lab, rng):
    flowers = draw(rng, 3)
    got = service(lab).post("/v2/predict", json={"flowers": flowers})
    expect(got.status).equals(200)
    answers = [{"probabilities": probabilities(flower)} for flower in flowers]
    expect(got.json()).close({"model": MODEL["name"], "predictions": answers})


@check("takes from 1 to 100 flowers")
def amounts(lab, rng):
    many = draw(rng, 101)
    for number, status in ((1, 200), (100, 200), (0, 422), (101, 422)):
        got = service(lab).post("/v1/predict", json={"flowers": many[:number]})
        answered(got, status, f"a request with {number} flowers")


@check("refuses measures that no flower has")
def bounds(lab, rng):
    name = str(rng.choice(MEASURES))
    for value, status in ((0, 422), (-1.5, 422), (30, 200), (30.5, 422), ("wide", 422), (None, 422)):
        flower = draw(rng, 1)[0] | {name: value}
        got = service(lab).post("/v1/predict", json={"flowers": [flower]})
        answered(got, status, f"a measure of {value!r} cm")


@check("refuses a flower that lacks a measure, or has one more")
def complete(lab, rng):
    name = str(rng.choice(MEASURES))
    whole = draw(rng, 1)[0]
    lacking = {key: value for key, value in whole.items() if key != name}
    for flower, words in ((lacking, "a flower that lacks a measure"), (whole | {"petal_lenght": 1.4}, "a flower with an unknown measure")):
        got = service(lab).post("/v1/predict", json={"flowers": [flower]})
        answered(got, 422, words)
    expect("petal_lenght" in got.text).is_true(
        "the answer names the unknown measure", "petal_lenght is refused, and the answer does not name it"
    )


@check("loads its model once: the file may be gone while it runs")
def loads_once(lab, rng):
    running = service(lab)
    content = lab.read("model.json")
    lab.remove("model.json")
    try:
        flower = draw(rng, 1)[0]
        got = running.post("/v1/predict", json={"flowers": [flower]})
        expect(got.status).equals(200)
        expect(got.json()["predictions"]).close([predicted(flower)])
    finally:
        lab.write("model.json", content)


@check("does not start without its model")
def no_model(lab, rng):
    command = COMMAND.replace("8000", "8001")
    process = lab.start(command, env={"MODEL_PATH": "models/none.json"})
    lab.until(lambda: not process.running or 8001 in lab.listening(), 60)
    listens = 8001 in lab.listening()
    expect(not process.running).is_true(
        "the service ends with an error",
        "the service starts, and nobody is told before the first request"
        if listens
        else "within 60 seconds the service neither ends nor listens",
    )
    expect(process.wait(5) != 0).is_true("its exit code is not 0", "its exit code is 0, as if all was well")


@check("its OpenAPI description tells what may come in and what goes out")
def described(lab, rng):
    running = service(lab)
    description = running.get("/openapi.json").json()
    for path in ("/v1/predict", "/v2/predict"):
        expect(description["paths"]).contains(path)
        operation = description["paths"][path]["post"]
        asked = _schema(description, operation["requestBody"]["content"]["application/json"]["schema"])
        flowers = asked["properties"]["flowers"]
        expect((flowers.get("minItems"), flowers.get("maxItems"))).equals((1, 100))
        flower = _schema(description, flowers["items"])
        expect(sorted(flower.get("required", []))).equals(sorted(MEASURES))
        for name in MEASURES:
            bounds = {key: value for key, value in flower["properties"][name].items() if "imum" in key.lower()}
            expect(bounds).close({"exclusiveMinimum": 0.0, "maximum": 30.0})
        answered = operation["responses"]["200"]["content"]["application/json"]["schema"]
        answer = _schema(description, answered).get("properties", {})
        expect(sorted(answer)).equals(["model", "predictions"])
        prediction = _schema(description, answer["predictions"].get("items", {})).get("properties", {})
        expect(sorted(prediction) == FORMS[path]).is_true(
            "it tells what a prediction holds",
            f"it does not tell that a prediction of {path} holds {' and '.join(FORMS[path])}",
        )


def _schema(description, schema):
    """A schema, or the one it refers to."""
    reference = schema.get("$ref")
    return schema if reference is None else description["components"]["schemas"][reference.rpartition("/")[2]]
