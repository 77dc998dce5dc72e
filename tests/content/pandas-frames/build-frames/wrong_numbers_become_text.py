# The rest is as in the author's answer.
import numpy as np
import pandas as pd


def from_columns(columns, labels):
    return pd.DataFrame(np.array([list(values) for values in columns.values()]).T, columns=list(columns), index=labels)
