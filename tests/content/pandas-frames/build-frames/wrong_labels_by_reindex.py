# The rest is as in the author's answer.
import numpy as np
import pandas as pd


def from_columns(columns, labels):
    table = pd.DataFrame({name: pd.Series(values) for name, values in columns.items()})
    return table.reindex(labels)
