import numpy as np
import pandas as pd


def to_long(wide):
    long = wide.set_index("time").rename_axis(columns="sensor").stack()
    return long.rename("value").reset_index()


def to_wide(long):
    groups = long.groupby(["time", "sensor"], sort=False)["value"]
    if (groups.nunique() > 1).any():
        raise ValueError("contradiction")
    wide = groups.first().unstack()
    return wide[long["sensor"].unique()].sort_index().reset_index().rename_axis(columns=None)


def by_place(wide):
    long = to_long(wide)
    long["place"] = long["sensor"].str.extract(r"(.*)_[^_]*$")[0]
    long["quantity"] = [name.split("_")[-1] for name in long["sensor"]]
    table = long.set_index(["time", "place", "quantity"])["value"].unstack().sort_index()
    return table[sorted(table.columns)].reset_index()
