"""The model: boosted trees that say how likely a parcel is to come late, in a folder. There is nothing to do here."""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from xgboost import XGBClassifier


@dataclass(frozen=True)
class Bundle:
    """A classifier, the names of its columns in order, and the rows that its predictions are compared with."""

    classifier: XGBClassifier
    columns: list[str]
    background: np.ndarray

    @classmethod
    def load(cls, folder: str) -> "Bundle":
        """What lies in a folder: `model.json` and `background.csv`. Raises an error where there is none."""
        with (Path(folder) / "background.csv").open(newline="") as file:
            columns, *rows = csv.reader(file)
        classifier = XGBClassifier(n_jobs=1)
        classifier.load_model(Path(folder) / "model.json")
        return cls(classifier, columns, np.array(rows, dtype=float))

    def log_odds(self, rows: np.ndarray) -> np.ndarray:
        """What the trees add up to for each row."""
        return self.classifier.predict(rows, output_margin=True).astype(float)

    def probability(self, rows: np.ndarray) -> np.ndarray:
        """How likely each row is to come late."""
        return 1 / (1 + np.exp(-self.log_odds(rows)))
