import math

import pandas as pd


def from_columns(columns, labels):
    table = pd.DataFrame(index=labels)
    for name in columns:
        table[name] = list(columns[name])
    return table


def from_array(values, names, labels):
    return pd.DataFrame(dict(zip(names, values)), index=labels)


def from_records(records, names):
    data = {name: [record.get(name, math.nan) for record in records] for name in names}
    return pd.DataFrame(data)


def from_rows(rows):
    first = next(iter(rows.values()))
    data = {name: [row[name] for row in rows.values()] for name in first}
    return pd.DataFrame(data, index=list(rows))


def side_by_side(series):
    labels = set()
    for values in series.values():
        labels |= set(values.index)
    table = pd.DataFrame(index=sorted(labels))
    for name, values in series.items():
        table[name] = values
    return table


def with_column(table, name, series, by_label):
    new = table.copy()
    if by_label:
        new[name] = [series[label] if label in series.index else None for label in table.index]
    else:
        new[name] = series.tolist()
    return new


def add_up(a, b):
    total = {}
    for series in (a, b):
        for label, value in series.items():
            total[label] = total.get(label, 0) + value
    return pd.Series(total).sort_index()
