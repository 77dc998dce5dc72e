# The rest is as in the author's answer.
import numpy as np
import pandas as pd


def with_column(table, name, series, by_label):
    result = table.drop(columns=name, errors="ignore")
    result[name] = series if by_label else series.to_numpy()
    return result
