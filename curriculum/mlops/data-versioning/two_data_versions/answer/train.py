"""data/train.csv -> model.json: how many bikes to expect in what weather, by ridge regression."""

import json
from pathlib import Path

import numpy as np
import yaml

import table

params = yaml.safe_load(Path("params.yaml").read_text())["train"]

rows = table.read("data/train.csv")
weather = np.array([[row["temperature"], row["rain"]] for row in rows])
bikes = np.array([row["bikes"] for row in rows])
means, level = weather.mean(axis=0), bikes.mean()
centred = weather - means
slopes = np.linalg.solve(centred.T @ centred + params["alpha"] * np.eye(2), centred.T @ (bikes - level))

model = {"temperature": slopes[0], "rain": slopes[1], "level": level - means @ slopes}
Path("model.json").write_text(json.dumps({name: round(float(value), 6) for name, value in model.items()}) + "\n")
