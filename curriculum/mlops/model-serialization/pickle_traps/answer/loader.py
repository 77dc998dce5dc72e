"""Loads the models of `models/`, and nothing else."""

import pickle
from pathlib import Path
from typing import Any

import numpy as np

from fairprice.regression import LinearPrice


class Refused(Exception):
    """A file that is not loaded; the text says why."""


class LogSpend:
    """The logarithm of some columns, as churn.pkl was trained with it: cell 4 of the notebook, as far as predicting goes."""

    columns: tuple[int, ...]
    lowest_: np.ndarray

    def transform(self, X):
        X = np.array(X, dtype=float)
        columns = list(self.columns)
        X[:, columns] = np.log1p(np.clip(X[:, columns] - self.lowest_, 0, None))
        return X


class PriceModel(LinearPrice):
    """A price model as fairprice 1 stored it."""

    def __setstate__(self, state: dict[str, Any]) -> None:
        coefficients = [cents / 100 for cents in state["weights"]]
        factors = [1 / divisor for divisor in state["scale"]]
        super().__init__(state["names"], coefficients, factors, state["base"] / 100)


MOVED = {("__main__", "LogSpend"): LogSpend, ("fairprice.models", "PriceModel"): PriceModel}
NEEDED = {
    ("sklearn.pipeline", "Pipeline"),
    ("sklearn.linear_model._logistic", "LogisticRegression"),
    ("numpy._core.multiarray", "_reconstruct"),
    ("numpy", "ndarray"),
    ("numpy", "dtype"),
}
KINDS = {"Pipeline", "PriceModel"}


class Careful(pickle.Unpickler):
    """Finds what the models need, by their full names, and nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in MOVED:
            return MOVED[module, name]
        if (module, name) in NEEDED:
            return super().find_class(module, name)
        raise Refused(f"it asks for {module}.{name}")


def load(path: str | Path) -> Any:
    """The model in a file. Raises `Refused`, and has run nothing of the file, when it is none of ours."""
    with open(path, "rb") as file:
        try:
            model = Careful(file).load()
        except Refused:
            raise
        except Exception as error:  # whatever a broken file makes of the unpickler
            raise Refused(f"it is no whole pickle ({type(error).__name__})") from error
    if type(model).__name__ not in KINDS:
        raise Refused(f"it holds no model of ours, but a {type(model).__name__}")
    return model
