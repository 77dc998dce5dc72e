# The rest is as in the author's answer.
import numpy as np
import pandas as pd


def returns_before(orders):
    counts = pd.Series(np.nan, index=orders.index)
    for _, mine in orders.groupby("customer"):
        for row in mine.itertuples():
            known = (mine["returned"] < row.placed).sum()
            counts[row.Index] = known if (mine["placed"] < row.placed).any() else np.nan
    return counts
