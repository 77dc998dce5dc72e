"""Quotes delivery times, and hands out the reports of past months.

Started with: python -m gunicorn --threads 8 --bind 0.0.0.0:8000 service:app
"""

from pathlib import Path

from flask import Flask, request, send_from_directory
from werkzeug.exceptions import InternalServerError

import model

REPORTS = Path(__file__).parent / "reports"

app = Flask(__name__)


def fault_of(order):
    """What is wrong with an order, or None."""
    if not isinstance(order, dict):
        return "an order is a JSON object"
    if not isinstance(order.get("reference"), str):
        return "reference has to be a text"
    if type(order.get("distance_km")) not in (int, float) or not 0 < order["distance_km"] <= 50:
        return "distance_km has to be a number, more than 0 and at most 50"
    if type(order.get("items")) is not int or not 1 <= order["items"] <= 99:
        return "items has to be a whole number from 1 to 99"
    if type(order.get("hour")) is not int or not 0 <= order["hour"] <= 23:
        return "hour has to be a whole number from 0 to 23"
    notes = order.get("notes", [])
    if not isinstance(notes, list) or not all(isinstance(note, str) for note in notes):
        return "notes has to be a list of texts"
    return None


def notes_for(order):
    """What the courier has to know: the customer's notes, and ours."""
    notes = list(order.get("notes", []))
    if order["distance_km"] > 8:
        notes.append("by car")
    return notes


@app.get("/health")
def health():
    """Whether the service can answer."""
    return {"status": "ok"}


@app.post("/quote")
def quote():
    """How long an order takes, and what the courier has to know."""
    order = request.get_json(force=True, silent=True)
    fault = fault_of(order)
    if fault is not None:
        return {"error": fault}, 400
    took = model.minutes(order["distance_km"], order["items"], order["hour"])
    return {"reference": order["reference"], "minutes": took, "notes": notes_for(order)}


@app.get("/reports")
def report():
    """The report of a month."""
    return send_from_directory(REPORTS, request.args.get("file", ""), mimetype="text/csv")


@app.errorhandler(InternalServerError)
def unforeseen(error):
    """Flask has written the traceback to the log before it comes here; nobody else needs it."""
    return {"error": "internal error"}, 500
