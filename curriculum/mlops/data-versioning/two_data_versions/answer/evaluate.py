"""data/test.csv and model.json -> metrics.json: by how many bikes the model is off, on average."""

import json
from pathlib import Path

import table

model = json.loads(Path("model.json").read_text())

rows = table.read("data/test.csv")
errors = [
    abs(row["bikes"] - model["level"] - model["temperature"] * row["temperature"] - model["rain"] * row["rain"])
    for row in rows
]
metrics = {"mean_absolute_error": round(sum(errors) / len(errors), 6), "rows": len(rows)}
Path("metrics.json").write_text(json.dumps(metrics) + "\n")
