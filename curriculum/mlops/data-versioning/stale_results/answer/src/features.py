"""work/clean.csv -> work/features.csv, and scale.json: distances with mean 0 and standard deviation 1, and the rush."""

import csv
import json
from pathlib import Path
from statistics import fmean, pstdev

from rush import is_rush

with open("work/clean.csv", newline="") as file:
    orders = list(csv.DictReader(file))

distances = [float(order["km"]) for order in orders]
mean, deviation = fmean(distances), pstdev(distances)
Path("scale.json").write_text(json.dumps({"mean": mean, "deviation": deviation}) + "\n")

with open("work/features.csv", "w", newline="") as file:
    table = csv.writer(file, lineterminator="\n")
    table.writerow(["distance", "rush", "minutes"])
    for order, distance in zip(orders, distances, strict=True):
        rush = int(is_rush(int(order["hour"])))
        table.writerow([round((distance - mean) / deviation, 6), rush, order["minutes"]])
