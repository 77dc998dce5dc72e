# The rest is as in the author's answer.
import numpy as np
import pandas as pd


def from_rows(rows):
    names = list(next(iter(rows.values())))
    return pd.DataFrame([list(row.values()) for row in rows.values()], columns=names, index=list(rows))
