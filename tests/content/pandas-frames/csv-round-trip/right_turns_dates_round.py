import io

import pandas as pd


def read(text):
    table = pd.read_csv(io.StringIO(text), delimiter=";", dtype="string", na_filter=False)
    table = table.mask(table.isin(["", "-", "k.A."]))
    iso = table["since"].str.replace(r"^(\d\d)\.(\d\d)\.(\d{4})$", r"\3-\2-\1", regex=True)
    table["since"] = pd.to_datetime(iso, format="%Y-%m-%d")
    table["price"] = [float("nan") if pd.isna(p) else float(p.replace(".", "").replace(",", ".")) for p in table["price"]]
    table["price"] = table["price"].astype("float64")
    table["stock"] = pd.array([pd.NA if pd.isna(s) else int(s) for s in table["stock"]], dtype="Int64")
    return table


def write(table):
    lines = [";".join(table.columns)]
    for at in range(len(table)):
        row = table.iloc[at]
        fields = []
        for name in ("id", "name", "country"):
            value = "" if pd.isna(row[name]) else row[name]
            fields.append('"' + value.replace('"', '""') + '"')
        fields.append("" if pd.isna(row["price"]) else f"{row['price']:.15g}".replace(".", ","))
        fields.append("" if pd.isna(row["stock"]) else f"{row['stock']:d}")
        fields.append("" if pd.isna(row["since"]) else str(row["since"].date()))
        lines.append(";".join(fields))
    return "\n".join(lines) + "\n"
