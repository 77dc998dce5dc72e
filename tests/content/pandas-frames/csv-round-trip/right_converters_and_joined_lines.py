import io

import pandas as pd

NOTHING = {"", "-", "k.A."}


def _or(nothing, convert):
    return lambda field: nothing if field in NOTHING else convert(field)


def read(text):
    converters = {
        "id": str,
        "name": _or(None, str),
        "country": _or(None, str),
        "price": _or(float("nan"), lambda field: float(field.replace(".", "").replace(",", "."))),
        "stock": _or(pd.NA, int),
        "since": _or(pd.NaT, lambda field: pd.to_datetime(field, dayfirst="." in field)),
    }
    table = pd.read_csv(io.StringIO(text), sep=";", keep_default_na=False, converters=converters)
    return table.astype({"price": float, "stock": "Int64", "since": "datetime64[s]"})


def _quoted(text):
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in ';"\r\n') else text


def write(table):
    writers = [str, _quoted, str, lambda p: format(p, ".17g").replace(".", ","), "{:d}".format, "{:%Y-%m-%d}".format]
    lines = [";".join(table.columns)]
    for k in range(len(table)):
        lines.append(";".join("" if pd.isna(v) else w(v) for w, v in zip(writers, table.iloc[k])))
    return "\r\n".join(lines) + "\r\n"
