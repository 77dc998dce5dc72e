"""work/features.csv -> work/model.json: minutes by distance and rush, a ridge regression."""

import json
from pathlib import Path

import numpy as np
import yaml

alpha = yaml.safe_load(Path("params.yaml").read_text())["train"]["alpha"]

rows = np.loadtxt("work/features.csv", delimiter=",", skiprows=1)
features, minutes = rows[:, :2], rows[:, 2]
means, level = features.mean(axis=0), minutes.mean()
centred = features - means
slopes = np.linalg.solve(centred.T @ centred + alpha * np.eye(2), centred.T @ (minutes - level))

model = {"distance": slopes[0], "rush": slopes[1], "level": level - means @ slopes}
Path("work/model.json").write_text(json.dumps({name: round(float(value), 6) for name, value in model.items()}) + "\n")
