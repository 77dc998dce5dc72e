"""data/readings.csv -> data/train.csv and data/test.csv: drops broken readings and keeps whole days for the test."""

import random
from pathlib import Path

import yaml

import table

params = yaml.safe_load(Path("params.yaml").read_text())["prepare"]

rows = [row for row in table.read("data/readings.csv") if row["bikes"] >= 0]
days = sorted({row["day"] for row in rows})
kept = set(random.Random(params["seed"]).sample(days, round(params["test_share"] * len(days))))

table.write("data/train.csv", [row for row in rows if row["day"] not in kept])
table.write("data/test.csv", [row for row in rows if row["day"] in kept])
