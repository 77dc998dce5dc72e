"""An explanation service: says how likely a parcel is to come late, and what makes it so.

Started with: python -m uvicorn service:app --host 0.0.0.0 --port 8000
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Literal

import numpy as np
import shap
from fastapi import FastAPI, HTTPException, Request
from pydantic import BaseModel, ConfigDict, FiniteFloat

from model import Bundle

# The folder of the model: whoever deploys the service sets it.
MODEL_DIR = os.environ.get("MODEL_DIR", "parcels")

Unit = Literal["probability", "log-odds"]


class Asked(BaseModel):
    """A parcel, and the unit that its explanation is wanted in."""

    model_config = ConfigDict(extra="forbid")

    parcel: dict[str, FiniteFloat]
    unit: Unit = "probability"


class Part(BaseModel):
    """What one column contributes, in numbers and in words."""

    column: str
    value: float
    part: float
    words: str


class Explanation(BaseModel):
    """The base and all parts add up to the prediction; the part that counts most stands first."""

    unit: Unit
    prediction: float
    base: float
    parts: list[Part]


class Importance(BaseModel):
    """The mean size of a column's parts."""

    column: str
    importance: float


class Overview(BaseModel):
    """All columns, the most important one first, and those that look as if they knew the outcome."""

    unit: Unit
    columns: list[Importance]
    suspects: list[str]


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """What happens before the first request, and after the last."""
    # [answer] Load the bundle, and make what explains it in both units.
    bundle = Bundle.load(MODEL_DIR)
    rows = shap.maskers.Independent(bundle.background, max_samples=len(bundle.background))
    app.state.bundle = bundle
    app.state.explainers = {
        "probability": shap.TreeExplainer(bundle.classifier, rows, model_output="probability"),
        "log-odds": shap.TreeExplainer(bundle.classifier, rows, model_output="raw"),
    }
    # [/answer]
    yield


app = FastAPI(title="Why late?", version="1", lifespan=lifespan)


@app.get("/health")
def health() -> dict[str, str]:
    """Whether the service can answer."""
    return {"status": "ok"}


# [answer] A part in plain words.
def in_words(column: str, value: float, part: float, unit: Unit) -> str:
    """As in "snow = 3 raises the probability by 12.5 percentage points"."""
    size = f"{abs(part) * 100:.1f} percentage points" if unit == "probability" else f"{abs(part):.2f}"
    return f"{column} = {value:g} {'raises' if part > 0 else 'lowers'} the {unit} by {size}"
# [/answer]


@app.post("/v1/explain")
def explain(request: Request, asked: Asked) -> Explanation:
    """The prediction for a parcel, and what each column contributes."""
    # [answer] Refuse parcels with other columns than the model's, and explain the rest.
    bundle: Bundle = request.app.state.bundle
    wrong = sorted(set(bundle.columns) ^ set(asked.parcel))
    if wrong:
        raise HTTPException(422, f"lacking or unknown: {', '.join(wrong)}")
    row = np.array([[asked.parcel[column] for column in bundle.columns]])
    explainer = request.app.state.explainers[asked.unit]
    parts = [
        Part(column=column, value=value, part=part, words=in_words(column, value, part, asked.unit))
        for column, value, part in zip(bundle.columns, row[0], explainer.shap_values(row)[0], strict=True)
    ]
    return Explanation(
        unit=asked.unit,
        prediction=(bundle.probability if asked.unit == "probability" else bundle.log_odds)(row)[0],
        base=float(explainer.expected_value),
        parts=sorted(parts, key=lambda part: -abs(part.part)),
    )
    # [/answer]


@app.get("/v1/importance")
def importance(request: Request) -> Overview:
    """Which columns matter to the model as a whole, and which look like a leak."""
    # [answer] The mean size of each column's parts over the background, in log-odds, and who has more than half of it.
    bundle: Bundle = request.app.state.bundle
    parts = request.app.state.explainers["log-odds"].shap_values(bundle.background)
    sizes = dict(zip(bundle.columns, np.abs(parts).mean(axis=0).tolist(), strict=True))
    ranked = sorted(sizes, key=lambda column: -sizes[column])
    return Overview(
        unit="log-odds",
        columns=[Importance(column=column, importance=sizes[column]) for column in ranked],
        suspects=[column for column in ranked if sizes[column] > sum(sizes.values()) / 2],
    )
    # [/answer]
