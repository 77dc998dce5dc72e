"""Tells whether a parcel will be late. Started with: sh run.sh"""

import os

import httpx
from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

from model import OUTCOMES, probability_of_late

app = FastAPI(title="Parcels")
roads = httpx.Client(base_url=os.environ.get("ROADS_URL", "http://127.0.0.1:9000"), timeout=60)

# [answer] The metrics, the middleware that measures every request, and GET /metrics for all workers together.
import time

from fastapi import Request, Response
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
    multiprocess,
)

REQUESTS = Counter("http_requests_total", "Requests that were answered.", ["method", "route", "status"])
DURATION = Histogram(
    "http_request_duration_seconds",
    "Seconds from a request's arrival to its answer.",
    ["method", "route"],
    buckets=(0.01, 0.03, 0.1, 0.3, 0.6, 1.0, 3.0, 10.0),
)
IN_PROGRESS = Gauge("http_requests_in_progress", "Requests not answered yet.", multiprocess_mode="livesum")
PREDICTIONS = Counter("predictions_total", "Predictions that were made.", ["outcome"])
for name in OUTCOMES:
    PREDICTIONS.labels(name)


@app.middleware("http")
async def measured(request: Request, call_next):
    if request.url.path == "/metrics":
        return await call_next(request)
    began = time.perf_counter()
    status = 500
    try:
        with IN_PROGRESS.track_inprogress():
            response = await call_next(request)
        status = response.status_code
        return response
    finally:
        route = getattr(request.scope.get("route"), "path", "unmatched")
        REQUESTS.labels(request.method, route, status).inc()
        DURATION.labels(request.method, route).observe(time.perf_counter() - began)


@app.get("/metrics")
def metrics() -> Response:
    registry = CollectorRegistry()
    multiprocess.MultiProcessCollector(registry)
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)
# [/answer]


class Parcel(BaseModel):
    customer: str
    town: str
    weight_kg: float


@app.get("/health")
def health() -> dict[str, str | int]:
    """Whether the service can answer, and which of its workers did."""
    return {"status": "ok", "worker": os.getpid()}


@app.get("/parcels/{number}")
def state(number: str) -> dict[str, str]:
    """Where a parcel is."""
    if not number.isdecimal():
        raise HTTPException(404, "no such parcel")
    return {"number": number, "state": ("at the depot", "on its way", "delivered")[int(number) % 3]}


@app.post("/predict")
def predict(parcel: Parcel) -> dict[str, str | float]:
    """Whether a parcel will be late."""
    probability = probability_of_late(distance(parcel.town), parcel.weight_kg)
    outcome = "late" if probability >= 0.5 else "in_time"
    # [answer] Count the prediction.
    PREDICTIONS.labels(outcome).inc()
    # [/answer]
    return {"outcome": outcome, "probability": probability}


def distance(town: str) -> float:
    """How far a town is away, in km: the service of the roads knows."""
    try:
        answer = roads.get("/distance", params={"to": town})
        answer.raise_for_status()
    except httpx.HTTPError as error:
        raise HTTPException(503, "the roads are not known now") from error
    return float(answer.json()["km"])
