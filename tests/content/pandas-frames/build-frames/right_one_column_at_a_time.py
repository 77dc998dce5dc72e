import numpy as np
import pandas as pd


def from_columns(columns, labels):
    table = pd.DataFrame(index=labels)
    for name in columns:
        table[name] = list(columns[name])
    return table


def from_array(values, names, labels):
    return pd.DataFrame(dict(zip(names, values.tolist()))).set_axis(labels)


def from_records(records, names):
    return pd.DataFrame(records).reindex(columns=names)


def from_rows(rows):
    return pd.DataFrame([{"": label, **row} for label, row in rows.items()]).set_index("")


def side_by_side(series):
    table = pd.DataFrame()
    for name, values in series.items():
        table = table.join(values.rename(name), how="outer")
    return table.sort_index()


def with_column(table, name, series, by_label):
    new = table.copy()
    new[name] = table.index.map(series) if by_label else np.asarray(series)
    return new


def add_up(a, b):
    return pd.DataFrame({"a": a, "b": b}).sum(axis=1).sort_index()
