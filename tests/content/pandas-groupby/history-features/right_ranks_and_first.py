import numpy as np
import pandas as pd


def orders_before(orders):
    return orders.groupby("customer")["placed"].rank(method="min").sub(1).fillna(0).astype(int)


def mean_before(orders):
    ordered = orders.sort_values("placed")
    groups = ordered.groupby("customer")["amount"]
    ordered["sum"] = groups.cumsum() - ordered["amount"]
    ordered["count"] = groups.cumcount()
    first = ordered.groupby(["customer", "placed"])[["sum", "count"]].transform("first")
    mean = first["sum"] / first["count"].where(first["count"] > 0)
    return mean.reindex(orders.index)


def days_since(orders):
    ordered = orders.sort_values("placed")
    last = ordered.groupby("customer")["placed"].shift()
    last = last.where(last < ordered["placed"])
    last = last.groupby([ordered["customer"], ordered["placed"]]).transform("first")
    return ((ordered["placed"] - last).dt.total_seconds() / 86400)[orders.index]


def returns_before(orders):
    counts = pd.Series(0, index=orders.index)
    for _, mine in orders.groupby("customer"):
        reported = np.sort(mine["returned"].dropna().to_numpy())
        counts[mine.index] = np.searchsorted(reported, mine["placed"].to_numpy(), side="left")
    return counts
