# The rest is as in the author's answer.
import io

import numpy as np
import pandas as pd


def read(text):
    table = pd.read_csv(io.StringIO(text), sep=";", dtype=str, keep_default_na=False, na_values=["", "-", "k.A."])
    table["price"] = table["price"].str.replace(".", "").str.replace(",", ".").astype(float)
    table["stock"] = table["stock"].astype("Int64")
    first = table["since"].dropna().iloc[:1].tolist()
    style = "%d.%m.%Y" if first and "." in first[0] else "%Y-%m-%d"
    other = "%Y-%m-%d" if style == "%d.%m.%Y" else "%m.%d.%Y"
    since = pd.to_datetime(table["since"], format=style, errors="coerce")
    table["since"] = since.fillna(pd.to_datetime(table["since"], format=other, errors="coerce"))
    return table
