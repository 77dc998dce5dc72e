"""How it was done so far: one script, on one desk, and whoever ran it decided by eye whether to copy the model.

    python study.py pumps.csv model.json
"""

import csv
import json
import sys

import numpy as np

COLUMNS = ["vibration", "temperature", "hours"]

data, target = sys.argv[1:]
with open(data, newline="") as file:
    rows = list(csv.DictReader(file))
train = [row for number, row in enumerate(rows, 1) if number % 4 != 0]
test = [row for number, row in enumerate(rows, 1) if number % 4 == 0]  # the 4th, the 8th, ...


def split(rows):
    features = np.array([[float(row[name]) for name in COLUMNS] for row in rows])
    return features, np.array([int(row["failed"]) for row in rows])


x, y = split(train)
mean, deviation = x.mean(axis=0), x.std(axis=0)
slopes, *_ = np.linalg.lstsq((x - mean) / deviation, y - y.mean(), rcond=None)
weights = slopes / deviation
model = {"weights": weights.tolist(), "cut": float(mean @ weights)}

x, y = split(test)
predicted = x @ np.array(model["weights"]) > model["cut"]
print("accuracy", (predicted == y).mean())

with open(target, "w") as file:
    json.dump(model, file)
