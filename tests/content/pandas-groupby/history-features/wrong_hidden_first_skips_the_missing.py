# The rest is as in the author's answer.
import pandas as pd


def days_since(orders):
    ordered = orders.sort_values("placed", kind="stable")
    last = ordered.groupby("customer")["placed"].shift()
    last = last.groupby([ordered["customer"], ordered["placed"]]).transform("first")
    return ((ordered["placed"] - last) / pd.Timedelta(days=1))[orders.index]
