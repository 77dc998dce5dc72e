import numpy as np
import pandas as pd


def predict(train, rows, k):
    """Return for each of `rows` what most of its `k` nearest rows of `train` have."""
    squared = sum(np.subtract.outer(rows[name].to_numpy(), train[name].to_numpy()) ** 2 for name in ("volts", "ohms", "age"))
    near = np.argsort(squared, axis=1)[:, :k]
    return (train["failed"].to_numpy()[near].mean(axis=1) > 0.5).astype(int)


def share_right(train, rows, k):
    """Return the share of `rows` that are predicted rightly, learned from `train`."""
    return float((predict(train, rows, k) == rows["failed"].to_numpy()).mean())


def split(table, share, seed):
    """Return (rest, held): each battery once, a share of them held."""
    once = table.drop_duplicates("battery").sample(frac=1.0, random_state=seed)
    count = round(share * len(once))
    return once.iloc[count:], once.iloc[:count]


def report(table, ks, seed):
    rest, held = split(table, 0.25, seed)
    train, val = split(rest, 0.33, seed + 1)
    scores = {k: share_right(train, val, k) for k in ks}
    k = max(scores, key=scores.get)
    return k, scores[k]
