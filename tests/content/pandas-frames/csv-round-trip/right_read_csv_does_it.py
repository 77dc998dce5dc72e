from io import StringIO

import numpy as np
import pandas as pd


def read(text: str) -> pd.DataFrame:
    words = {"id": str, "name": str, "country": str, "since": str, "price": "float64", "stock": "Int64"}
    table = pd.read_csv(
        StringIO(text),
        sep=";",
        decimal=",",
        thousands=".",
        dtype=words,
        keep_default_na=False,
        na_values=["", "-", "k.A."],
    )
    points = table["since"].str.contains(".", regex=False, na=False).astype(bool)
    since = pd.Series(pd.NaT, index=table.index, dtype="datetime64[ns]")
    since[points] = pd.to_datetime(table["since"][points], dayfirst=True)
    since[~points] = pd.to_datetime(table["since"][~points])
    table["since"] = since
    return table


def write(table: pd.DataFrame) -> str:
    text = table.copy()
    text["since"] = text["since"].dt.strftime("%Y-%m-%d")
    text["price"] = text["price"].map(lambda x: "" if np.isnan(x) else str(x).replace(".", ","))
    buffer = StringIO()
    text.to_csv(buffer, sep=";", index=None, na_rep="", quoting=1)
    return buffer.getvalue()
