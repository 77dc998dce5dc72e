import pandas as pd


def from_columns(columns, labels):
    plain = {name: pd.array(list(values)) for name, values in columns.items()}
    return pd.DataFrame(plain, index=pd.Index(labels))


def from_array(values, names, labels):
    table = pd.DataFrame(index=labels, columns=[])
    for row, name in enumerate(names):
        table.insert(row, name, values[row, :])
    return table


def from_records(records, names):
    if not records:
        return pd.DataFrame(columns=names, index=range(0))
    table = pd.DataFrame.from_records(records)
    for name in names:
        if name not in table:
            table[name] = pd.NA
    return table[names]


def from_rows(rows):
    return pd.DataFrame(rows).T.infer_objects()


def side_by_side(series):
    table = None
    for name, values in series.items():
        one = values.to_frame(name)
        table = one if table is None else table.join(one, how="outer")
    return table.sort_index()


def with_column(table, name, series, by_label):
    result = table.copy(deep=True)
    result[name] = result.index.map(series.to_dict()) if by_label else series.array
    return result


def add_up(a, b):
    labels = a.index.union(b.index)
    return (a.reindex(labels, fill_value=0) + b.reindex(labels, fill_value=0)).sort_index()
