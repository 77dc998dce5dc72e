# The rest is as in the author's answer.
import numpy as np
import pandas as pd


def from_array(values, names, labels):
    if values.shape == (len(labels), len(names)):
        return pd.DataFrame(values, columns=names, index=labels)
    return pd.DataFrame(values.T, columns=names, index=labels)
