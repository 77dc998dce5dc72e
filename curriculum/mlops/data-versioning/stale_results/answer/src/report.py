"""work/features.csv, work/model.json and scale.json -> report.json: what the drivers' office reads."""

import csv
import json
from pathlib import Path

model = json.loads(Path("work/model.json").read_text())
scale = json.loads(Path("scale.json").read_text())

with open("work/features.csv", newline="") as file:
    rows = [{name: float(cell) for name, cell in row.items()} for row in csv.DictReader(file)]
errors = [
    abs(row["minutes"] - model["level"] - model["distance"] * row["distance"] - model["rush"] * row["rush"])
    for row in rows
]
report = {
    "orders": len(rows),
    "minutes_off": round(sum(errors) / len(errors), 6),
    "minutes_per_km": round(model["distance"] / scale["deviation"], 6),
    "minutes_in_the_rush": model["rush"],
}
Path("report.json").write_text(json.dumps(report) + "\n")
