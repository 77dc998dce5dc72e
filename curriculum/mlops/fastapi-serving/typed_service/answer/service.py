"""A typed prediction service: tells irises apart over HTTP.

Started with: python -m uvicorn service:app --host 0.0.0.0 --port 8000
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

from fastapi import FastAPI, Request
from pydantic import BaseModel, ConfigDict, Field

from model import Model

# The path of the model's file: whoever deploys the service sets it.
MODEL_PATH = os.environ.get("MODEL_PATH", "model.json")

# [answer] Describe what comes in and what goes out: flowers, and the predictions of versions 1 and 2.
Centimetres = Annotated[float, Field(gt=0, le=30, description="A length in cm.")]


class Flower(BaseModel):
    """The measures of one iris."""

    model_config = ConfigDict(extra="forbid")

    sepal_length: Centimetres
    sepal_width: Centimetres
    petal_length: Centimetres
    petal_width: Centimetres

    def measures(self) -> list[float]:
        return [self.sepal_length, self.sepal_width, self.petal_length, self.petal_width]


class Flowers(BaseModel):
    """From one to a hundred irises."""

    model_config = ConfigDict(extra="forbid")

    flowers: Annotated[list[Flower], Field(min_length=1, max_length=100)]


class Prediction(BaseModel):
    """The likeliest species of a flower."""

    species: str
    probability: float


class Predictions(BaseModel):
    """Version 1: one prediction for each flower, in order."""

    model: str
    predictions: list[Prediction]


class Distribution(BaseModel):
    """How likely each species is."""

    probabilities: dict[str, float]


class Distributions(BaseModel):
    """Version 2: all probabilities of each flower, in order."""

    model: str
    predictions: list[Distribution]
# [/answer]


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """What happens before the first request, and after the last."""
    # [answer] Load the model and keep it in app.state.
    app.state.model = Model.load(MODEL_PATH)
    # [/answer]
    yield


app = FastAPI(title="Irises", version="2", lifespan=lifespan)


@app.get("/health")
def health() -> dict[str, str]:
    """Whether the service can answer."""
    # [answer] Say {"status": "ok"}.
    return {"status": "ok"}
    # [/answer]


# [answer] POST /v1/predict and POST /v2/predict.
@app.post("/v1/predict")
def predict_v1(request: Request, asked: Flowers) -> Predictions:
    """The likeliest species of each flower."""
    model: Model = request.app.state.model
    predictions = []
    for flower in asked.flowers:
        probabilities = model.probabilities(flower.measures())
        species = max(probabilities, key=lambda name: probabilities[name])
        predictions.append(Prediction(species=species, probability=probabilities[species]))
    return Predictions(model=model.name, predictions=predictions)


@app.post("/v2/predict")
def predict_v2(request: Request, asked: Flowers) -> Distributions:
    """The probability of every species, for each flower."""
    model: Model = request.app.state.model
    predictions = [
        Distribution(probabilities=model.probabilities(flower.measures()))
        for flower in asked.flowers
    ]
    return Distributions(model=model.name, predictions=predictions)
# [/answer]
