import csv
import io
from datetime import datetime

import pandas as pd

NOTHING = ("", "-", "k.A.")


def number(text):
    return float(text.replace(".", "").replace(",", "."))


def date(text):
    return datetime.strptime(text, "%Y-%m-%d" if "-" in text else "%d.%m.%Y")


KINDS = {"id": str, "name": str, "country": str, "price": number, "stock": int, "since": date}
DTYPES = {"id": "str", "name": "str", "country": "str", "price": float, "stock": "Int64", "since": "datetime64[ns]"}


def read(text):
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))[1:]
    table = {}
    for at, (name, kind) in enumerate(KINDS.items()):
        values = [None if row[at] in NOTHING else kind(row[at]) for row in rows]
        table[name] = pd.Series(values, dtype=DTYPES[name])
    return pd.DataFrame(table)


def write(table):
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(table.columns)
    for row in table.itertuples(index=False):
        fields = []
        for name, value in row._asdict().items():
            if pd.isna(value):
                fields.append("")
            elif name == "price":
                fields.append(repr(float(value)).replace(".", ","))
            elif name == "since":
                fields.append(value.strftime("%Y-%m-%d"))
            else:
                fields.append(str(value))
        writer.writerow(fields)
    return out.getvalue()
