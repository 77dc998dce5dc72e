"""Rows of a CSV file: lists of numbers, whose columns everybody here knows."""

import csv
from pathlib import Path

COLUMNS = ["day", "hour", "temperature", "rain", "bikes"]


def read(path: str) -> list[dict[str, float]]:
    with open(path, newline="") as file:
        return [{name: float(row[name]) for name in COLUMNS} for row in csv.DictReader(file)]


def write(path: str, rows: list[dict[str, float]]) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", newline="") as file:
        table = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
