# The rest is as in the author's answer.
import numpy as np
import pandas as pd


import io
import json


def from_rows(rows):
    return pd.read_json(io.StringIO(json.dumps(rows)), orient="index")
