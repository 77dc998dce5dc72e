import pandas as pd


def pairs(orders):
    named = orders.rename_axis("label").reset_index().dropna(subset="customer")
    both = named.merge(named, on="customer", suffixes=("", "_other"))
    return both[both["placed_other"] < both["placed"]]


def orders_before(orders):
    return pairs(orders).groupby("label").size().reindex(orders.index, fill_value=0)


def mean_before(orders):
    return pairs(orders).groupby("label")["amount_other"].mean().reindex(orders.index)


def days_since(orders):
    last = pairs(orders).groupby("label")["placed_other"].max().reindex(orders.index)
    return (orders["placed"] - last) / pd.Timedelta("1D")


def returns_before(orders):
    known = pairs(orders)
    return known[known["returned_other"] < known["placed"]].groupby("label").size().reindex(orders.index, fill_value=0)
