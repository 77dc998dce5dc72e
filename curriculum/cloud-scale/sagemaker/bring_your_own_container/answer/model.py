"""The model: how many kWh a heat pump takes in a day. There is nothing to do here."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

FEATURES = ("outside", "wind", "sun", "area")  # °C, m/s, hours, m²
TARGET = "kwh"
SECONDS_PER_PASS = 0.01  # a stand-in: over all the houses of a country, a pass takes minutes


class Model:
    """A weighted sum of the features."""

    def __init__(self, weights: list[float], intercept: float) -> None:
        self.weights = weights
        self.intercept = intercept

    def predict(self, rows: list[list[float]]) -> list[float]:
        """The kWh of each row, whose values stand in the order of FEATURES; all rows in one go."""
        return (np.asarray(rows, dtype=float) @ np.asarray(self.weights) + self.intercept).tolist()

    def rmse(self, rows: list[list[float]], targets: list[float]) -> float:
        """How far off the predictions are: the root of the mean of their squared errors, in kWh."""
        return float(np.sqrt(np.mean((np.asarray(self.predict(rows)) - np.asarray(targets)) ** 2)))

    def save(self, folder: Path) -> None:
        """Write the model into a folder, which is made if it is not there."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "model.json").write_text(json.dumps({"weights": self.weights, "intercept": self.intercept}))

    @classmethod
    def load(cls, folder: Path) -> "Model":
        """The model in a folder. Raises `OSError` where there is none."""
        return cls(**json.loads((folder / "model.json").read_text()))


def passes(rows: list[list[float]], targets: list[float], *, l2: float, standardize: bool) -> Iterator[Model]:
    """The model after each pass over the rows: the first, the second, and so on without end."""
    x, y = np.asarray(rows, dtype=float), np.asarray(targets, dtype=float)
    centre = x.mean(axis=0)
    spread = x.std(axis=0) if standardize else np.ones(x.shape[1])
    spread = np.where(spread == 0, 1.0, spread)
    scaled = (x - centre) / spread
    curvature = scaled.T @ scaled / len(y) + l2 * np.eye(x.shape[1])
    pull = scaled.T @ (y - y.mean()) / len(y)
    step = 1 / max(float(np.linalg.eigvalsh(curvature)[-1]), 1e-12)
    weights = np.zeros(x.shape[1])
    while True:
        time.sleep(SECONDS_PER_PASS)
        weights = weights + step * (pull - curvature @ weights)
        raw = weights / spread
        yield Model(raw.tolist(), float(y.mean() - centre @ raw))
