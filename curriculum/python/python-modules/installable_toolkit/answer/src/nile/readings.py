"""Readings: dicts from years to volumes."""

import csv
from importlib.resources import files
from pathlib import Path


def load(path=None):
    """Return the readings in a CSV file; without a path, those that come with the package."""
    source = files("nile") / "nile.csv" if path is None else Path(path)
    with source.open(encoding="utf-8") as file:
        return {int(row["year"]): int(row["volume"]) for row in csv.DictReader(file)}


def between(readings, first, last):
    """Return the readings from `first` to `last`, both included."""
    found = {year: volume for year, volume in readings.items() if first <= year <= last}
    if not found:
        raise ValueError(f"there are no readings from {first} to {last}")
    return found
