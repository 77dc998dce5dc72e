"""How long will it take? Delivery times over HTTP.

Started with: python -m gunicorn --preload --workers 2 --threads 4 --bind 0.0.0.0:8000 service:app
"""

import os

from flask import Flask, jsonify, request
from werkzeug.exceptions import HTTPException

from model import Model

# The path of the model's file: whoever deploys the service sets it.
MODEL_PATH = os.environ.get("MODEL_PATH", "model.json")

app = Flask(__name__)
# [answer] Load the model, once.
model = Model.load(MODEL_PATH)

MOST_DELIVERIES = 500
FIELDS = {
    "id": (lambda value: isinstance(value, str) and 1 <= len(value) <= 40, "a text of 1 to 40 characters"),
    "distance_km": (lambda value: type(value) in (int, float) and 0 < value <= 50, "a number, more than 0, at most 50"),
    "items": (lambda value: type(value) is int and 1 <= value <= 99, "a whole number from 1 to 99"),
    "hour": (lambda value: type(value) is int and 0 <= value <= 23, "a whole number from 0 to 23"),
    "rain": (lambda value: isinstance(value, bool), "true or false"),
}


def faults_of(at, delivery):
    """What is wrong with one delivery, field by field."""
    if not isinstance(delivery, dict):
        return [{"delivery": at, "field": None, "problem": "has to be an object"}]
    return [
        {"delivery": at, "field": name, "problem": f"has to be {what}"}
        for name, (fits, what) in FIELDS.items()
        if not fits(delivery.get(name))
    ]


def refused(error, faults=()):
    """The answer to a request that makes no sense."""
    body = {"error": error, "faults": list(faults)} if faults else {"error": error}
    return jsonify(body), 400
# [/answer]


@app.get("/health")
def health():
    """Whether the service can answer, and with which model."""
    # [answer] Say {"status": "ok", "model": "…"}.
    return {"status": "ok", "model": model.name}
    # [/answer]


# [answer] POST /predict, and errors in JSON, whatever they come from.
@app.post("/predict")
def predict():
    """The minutes each delivery takes."""
    body = request.get_json(force=True, silent=True)
    deliveries = body.get("deliveries") if isinstance(body, dict) else None
    if not isinstance(deliveries, list):
        return refused('the body has to be JSON: {"deliveries": [...]}')
    if not 1 <= len(deliveries) <= MOST_DELIVERIES:
        return refused(f"a request holds 1 to {MOST_DELIVERIES} deliveries, not {len(deliveries)}")
    faults = [fault for at, delivery in enumerate(deliveries) for fault in faults_of(at, delivery)]
    if faults:
        return refused(f"{len(faults)} of the values make no sense", faults)
    rows = [[each["distance_km"], each["items"], each["hour"], int(each["rain"])] for each in deliveries]
    minutes = model.predict(rows)
    predictions = [{"id": each["id"], "minutes": took} for each, took in zip(deliveries, minutes, strict=True)]
    return {"model": model.name, "predictions": predictions}


@app.errorhandler(HTTPException)
def in_json(error):
    """Flask's own errors (no such path, no such method…) as JSON too."""
    return jsonify(error=error.description), error.code
# [/answer]
