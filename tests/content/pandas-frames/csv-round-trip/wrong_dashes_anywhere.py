# The rest is as in the author's answer.
import io

import numpy as np
import pandas as pd


def read(text):
    text = text.replace("k.A.", "").replace(";-;", ";;").replace(";-;", ";;").replace(";-\n", ";\n").replace("--", "")
    table = pd.read_csv(io.StringIO(text), sep=";", dtype=str, keep_default_na=False, na_values=[""])
    table["price"] = table["price"].str.replace(".", "").str.replace(",", ".").astype(float)
    table["stock"] = table["stock"].astype("Int64")
    iso = pd.to_datetime(table["since"], format="%Y-%m-%d", errors="coerce")
    table["since"] = iso.fillna(pd.to_datetime(table["since"], format="%d.%m.%Y", errors="coerce"))
    return table
