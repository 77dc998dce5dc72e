# The rest is as in the author's answer.
import numpy as np
import pandas as pd


def from_records(records, names):
    table = pd.DataFrame(records)
    return table[[name for name in names if name in table]]
