import numpy as np
import pandas as pd


def from_columns(columns: dict, labels: list[str]) -> pd.DataFrame:
    parts = [pd.Series(np.array(values), name=name) for name, values in columns.items()]
    table = pd.concat(parts, axis=1)
    table.index = labels
    return table


def from_array(values, names, labels):
    return pd.DataFrame(values, index=names, columns=labels).transpose()


def from_records(records, names):
    return pd.DataFrame(records).reindex(columns=names).reset_index(drop=True)


def from_rows(rows):
    table = pd.DataFrame.from_dict(rows, orient="index")
    return table.loc[list(rows)].convert_dtypes()


def side_by_side(series):
    return pd.concat(series, axis=1).sort_index()


def with_column(table, name, series, by_label):
    table = table.copy()
    if not by_label:
        series = series.set_axis(table.index)
    table[name] = series.reindex(table.index)
    return table


def add_up(a, b):
    return pd.concat([a, b]).groupby(level=0).sum()
