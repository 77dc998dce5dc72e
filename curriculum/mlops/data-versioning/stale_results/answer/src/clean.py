"""data/orders-*.csv -> work/clean.csv: the orders of all months, without what cannot have been a delivery."""

import csv
from pathlib import Path

import yaml

longest = yaml.safe_load(Path("params.yaml").read_text())["clean"]["longest"]

orders = []
for path in sorted(Path("data").glob("orders-*.csv")):
    with path.open(newline="") as file:
        orders += [row for row in csv.DictReader(file) if 0 < float(row["minutes"]) <= longest]

Path("work").mkdir(exist_ok=True)
with open("work/clean.csv", "w", newline="") as file:
    table = csv.DictWriter(file, ["hour", "km", "minutes"], extrasaction="ignore", lineterminator="\n")
    table.writeheader()
    table.writerows(orders)
