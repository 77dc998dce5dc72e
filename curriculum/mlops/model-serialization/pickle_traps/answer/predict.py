"""Predicts with a pickled model: python predict.py models/churn.pkl rows.csv

Prints one number for each row: the probability of class 1, or what the model predicts. A model that is refused ends it
with exit code 3. There is nothing to do here.
"""

import sys

import numpy as np

from loader import Refused, load


def main(model_path: str, rows_path: str) -> int:
    try:
        model = load(model_path)
    except Refused as refused:
        print(f"refused: {refused}", file=sys.stderr)
        return 3
    rows = np.loadtxt(rows_path, delimiter=",", skiprows=1, ndmin=2)
    predicted = model.predict_proba(rows)[:, 1] if hasattr(model, "predict_proba") else model.predict(rows)
    for value in predicted:
        print(repr(float(value)))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
