"""How long will it take? The service behind the page. There is nothing to do here.

Started with: python -m gunicorn --threads 4 --bind 0.0.0.0:8000 service:app
"""

import json
from pathlib import Path

from flask import Flask, request, send_from_directory

MODEL = json.loads((Path(__file__).parent / "model.json").read_text())

app = Flask(__name__)


@app.get("/")
def page():
    return send_from_directory("static", "index.html")


@app.post("/predict")
def predict():
    """The minutes of one order."""
    order = request.get_json(force=True, silent=True)
    kinds = {"reference": str, "distance_km": (int, float), "items": int, "hour": int, "rain": bool}
    for name, kind in kinds.items():
        value = order.get(name) if isinstance(order, dict) else None
        if not isinstance(value, kind) or (isinstance(value, bool) and name != "rain"):
            return {"error": f"{name} is missing, or of the wrong kind"}, 400
    if not 0 < order["distance_km"] <= 50:
        return {"error": f"{order['distance_km']} km is no distance we deliver to"}, 400
    if not 0 <= order["hour"] <= 23:
        return {"error": "a day has the hours 0 to 23"}, 400
    per_km = MODEL["per_km"] + order["rain"] * MODEL["rain_per_km"]
    minutes = MODEL["base"] + per_km * order["distance_km"] + MODEL["per_item"] * order["items"]
    return {"reference": order["reference"], "minutes": minutes + MODEL["hours"][order["hour"]]}
