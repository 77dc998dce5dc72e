"""How far readings have moved away from those a model was trained on. There is nothing to do here."""

import csv
import math

import numpy as np

FEATURES = ("vibration", "temperature", "pressure", "age")


def readings(path: str, part: str | None = None) -> dict[str, np.ndarray]:
    """The readings of a file, by feature; nan where there is none. With `part`, those of its rows alone."""
    with open(path, newline="") as file:
        lines = [line for line in csv.DictReader(file) if part is None or line["part"] == part]
    return {name: np.array([float(line[name] or math.nan) for line in lines]) for name in FEATURES}


def psi(reference: np.ndarray, now: np.ndarray) -> float:
    """The population stability index over tenths of the reference; nan is left out. 0: the same; above 0.25: another world.

    Without any reading there is nothing to compare: nan.
    """
    reference, now = reference[~np.isnan(reference)], now[~np.isnan(now)]
    if not len(now):
        return math.nan
    edges = np.quantile(reference, np.linspace(0.1, 0.9, 9))
    before = np.bincount(np.searchsorted(edges, reference), minlength=10) / len(reference)
    after = np.bincount(np.searchsorted(edges, now), minlength=10) / len(now)
    before, after = np.maximum(before, 1e-4), np.maximum(after, 1e-4)
    return float(np.sum((after - before) * np.log(after / before)))
