import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression


def codes(known, asked):
    mean = known["failed"].mean()
    of = known.groupby(known["postcode"].str[:2])["failed"].agg(["sum", "size"])
    district = asked["postcode"].str[:2].map((of["sum"] + 15 * mean) / (of["size"] + 15)).fillna(mean)
    houses = known.groupby("postcode")["failed"].agg(["sum", "size"])
    yes, rows = (asked["postcode"].map(houses[name]).fillna(0) for name in ("sum", "size"))
    share = (yes + 6 * district) / (rows + 6)
    return np.log(share / (1 - share)).to_numpy()


def others(table):
    flags = [table["slot"] == name for name in ("morning", "noon", "afternoon", "evening")]
    flags += [table["kind"] == name for name in ("letterbox", "parcel", "signed")]
    return [table["weight"], *flags]


def risks(past, new):
    fold = np.random.default_rng(1).integers(8, size=len(past))
    out_of_fold = np.zeros(len(past))
    for number in range(8):
        out_of_fold[fold == number] = codes(past[fold != number], past[fold == number])
    model = LogisticRegression(max_iter=2000).fit(np.column_stack([out_of_fold, *others(past)]), past["failed"])
    return model.predict_proba(np.column_stack([codes(past, new), *others(new)]))[:, 1]
