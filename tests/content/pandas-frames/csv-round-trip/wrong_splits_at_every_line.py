# The rest is as in the author's answer.
import io

import numpy as np
import pandas as pd


def read(text):
    names, *lines = text.splitlines()
    rows = [(line.replace('"', "").split(";") + [""] * 6)[:6] for line in lines]
    table = pd.DataFrame(rows, columns=names.split(";"), dtype=str).replace(["", "-", "k.A."], np.nan)
    table["price"] = pd.to_numeric(table["price"].str.replace(".", "").str.replace(",", "."), errors="coerce").astype(float)
    table["stock"] = pd.to_numeric(table["stock"], errors="coerce").astype("Int64")
    iso = pd.to_datetime(table["since"], format="%Y-%m-%d", errors="coerce")
    table["since"] = iso.fillna(pd.to_datetime(table["since"], format="%d.%m.%Y", errors="coerce"))
    return table
