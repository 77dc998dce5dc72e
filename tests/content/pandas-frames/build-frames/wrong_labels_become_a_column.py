# The rest is as in the author's answer.
import numpy as np
import pandas as pd


def side_by_side(series):
    return pd.DataFrame(series).sort_index().reset_index()
