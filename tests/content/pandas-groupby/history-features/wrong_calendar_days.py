# The rest is as in the author's answer.
import pandas as pd


def days_since(orders):
    moments = orders.groupby(["customer", "placed"]).size().reset_index()
    moments["day"] = moments["placed"].dt.normalize()
    moments["gap"] = moments.groupby("customer")["day"].diff() / pd.Timedelta(days=1)
    gaps = moments.set_index(["customer", "placed"])["gap"]
    return gaps.reindex(pd.MultiIndex.from_frame(orders[["customer", "placed"]])).set_axis(orders.index)
