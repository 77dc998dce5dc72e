"""The model: which pumps fail within a week, told by logistic regression. There is nothing to do here."""

import csv
import json
import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

FEATURES = ("vibration", "temperature", "pressure", "age")

Rows = tuple[np.ndarray, np.ndarray]
"""Standardised features, and whether each pump failed."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All that decides how a training goes, beside the data."""

    rate: float
    decay: float
    batch: int
    epochs: int
    seed: int


class Diverged(Exception):
    """The loss grows without end."""


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of the features, and an intercept."""

    weights: tuple[float, ...]
    intercept: float

    def loss(self, rows: Rows) -> float:
        """Mean cross-entropy."""
        x, y = rows
        logits = x @ np.array(self.weights) + self.intercept
        return float(np.mean(np.logaddexp(0.0, logits) - y * logits))

    def accuracy(self, rows: Rows) -> float:
        """The share of pumps it is right about."""
        x, y = rows
        return float(np.mean((x @ np.array(self.weights) + self.intercept > 0) == y))

    def as_json(self) -> str:
        return json.dumps({"weights": list(self.weights), "intercept": self.intercept})

    @classmethod
    def from_json(cls, text: str) -> "Model":
        plain = json.loads(text)
        return cls(tuple(plain["weights"]), plain["intercept"])


@dataclass(frozen=True, slots=True)
class Epoch:
    """What one round through the training rows led to."""

    number: int
    """From 1."""
    train_loss: float
    val_loss: float
    model: Model


def read(path: str) -> dict[str, Rows]:
    """The rows of a file, by their part: "train", "val" and "test"."""
    with open(path, newline="") as file:
        lines = list(csv.DictReader(file))
    parts = np.array([line["part"] for line in lines])
    x = np.array([[float(line[name]) for name in FEATURES] for line in lines])
    y = np.array([line["failed"] == "1" for line in lines])
    train = x[parts == "train"]
    x = (x - train.mean(axis=0)) / train.std(axis=0)
    return {str(part): (x[parts == part], y[parts == part]) for part in ("train", "val", "test")}


def training(rows: dict[str, Rows], settings: Settings) -> Iterator[Epoch]:
    """Trains a model, epoch by epoch. Raises `Diverged`, after any number of epochs."""
    rng = np.random.default_rng(settings.seed)
    x, y = rows["train"]
    weights, intercept = rng.normal(size=x.shape[1]), 0.0
    for number in range(1, settings.epochs + 1):
        order = rng.permutation(len(x))
        for start in range(0, len(x), settings.batch):
            some = order[start : start + settings.batch]
            logits = np.clip(x[some] @ weights + intercept, -500, 500)
            error = 1 / (1 + np.exp(-logits)) - y[some]
            weights = weights - settings.rate * (error @ x[some] / len(some) + settings.decay * weights)
            intercept -= settings.rate * float(error.mean())
        model = Model(tuple(weights.tolist()), intercept)
        epoch = Epoch(number, model.loss(rows["train"]), model.loss(rows["val"]), model)
        if not math.isfinite(epoch.val_loss) or epoch.val_loss > 1e6:
            raise Diverged(f"epoch {number}: the loss is beyond all bounds")
        yield epoch
