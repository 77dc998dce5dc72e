# The rest is as in the author's answer.
import numpy as np
import pandas as pd


def from_records(records, names):
    return pd.DataFrame(records, columns=names).fillna(0)
