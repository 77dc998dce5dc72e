import pandas as pd


def _moments(orders):
    """One row for each customer and moment: count and sum before it, and the moment before."""
    known = orders.dropna(subset="customer")
    at = known.groupby(["customer", "placed"])["amount"].agg(["size", "sum"]).sort_index()
    by_customer = at.groupby(level="customer")
    before = pd.DataFrame({
        "orders": by_customer["size"].cumsum() - at["size"],
        "amount": by_customer["sum"].cumsum() - at["sum"],
    })
    before["last"] = at.index.get_level_values("placed")
    before["last"] = before.groupby(level="customer")["last"].shift()
    return orders[["customer", "placed"]].join(before, on=["customer", "placed"])


def orders_before(orders):
    return _moments(orders)["orders"].where(orders["customer"].notna(), 0).fillna(0)


def mean_before(orders):
    moments = _moments(orders)
    return (moments["amount"] / moments["orders"]).where(moments["orders"] > 0)


def days_since(orders):
    return (orders["placed"] - _moments(orders)["last"]) / pd.Timedelta(days=1)


def returns_before(orders):
    known = orders.dropna(subset="customer")
    reports = known.dropna(subset="returned")
    diary = pd.concat([
        pd.DataFrame({"customer": known["customer"], "time": known["placed"], "kind": 0, "row": known.index}),
        pd.DataFrame({"customer": reports["customer"], "time": reports["returned"], "kind": 1, "row": -1}),
    ])
    diary = diary.sort_values(["time", "kind"])
    diary["reported"] = diary.groupby("customer")["kind"].cumsum()
    read = diary[diary["kind"] == 0].set_index("row")["reported"]
    return read.reindex(orders.index, fill_value=0)
