"""What was known before the order

A model is to say of each new order of a mail-order house whether it will be sent back. It may use what was known of the customer just before. The table `orders` has
a row for each order:

- `customer`: a text, or a missing value for a guest,
- `placed`: when it was placed,
- `amount`: what was paid, a float,
- `returned`: when the customer reported that it goes back, some time after `placed`; a missing value where that has not happened.

Rows stand in any order; their labels are whole numbers in any order, none twice. An order is *earlier* than another if it is of the same customer and its `placed` lies before the
other's; several orders of a customer may have been placed at the same moment, and none of them is earlier than another. Nobody knows who a guest is, so guests have no
earlier orders, and their orders are nobody's. Write four functions. Each returns a Series with the labels of `orders`, in the same order:

- `orders_before(orders)`: how many earlier orders there are.
- `mean_before(orders)`: the mean amount of the earlier orders; a missing value if there are none.
- `days_since(orders)`: the days from the last earlier order to this one, with fractions (36 hours are 1.5); a missing value if there is none.
- `returns_before(orders)`: of how many orders of the customer a return had been reported before this one was placed.

Whole numbers may come back as floats. `orders` has at least one row, and stays as it is.

```python
days = pd.Timestamp("2026-03-01") + pd.to_timedelta([4, 0, 2, 2, 4.5], unit="D")
orders = pd.DataFrame({
    "customer": ["ann", "ann", None, "ann", "bob"],
    "placed": days,
    "amount": [5.0, 20.0, 70.0, 40.0, 10.0],
    "returned": [None, days[0] - pd.Timedelta(days=1), None, days[0] + pd.Timedelta(days=9), None],
})
orders_before(orders).tolist()            # [2, 0, 0, 1, 0]
mean_before(orders).fillna(-1).tolist()   # [30.0, -1.0, -1.0, 20.0, -1.0]
days_since(orders).fillna(-1).tolist()    # [2.0, -1.0, -1.0, 2.0, -1.0]
returns_before(orders).tolist()           # [1, 0, 0, 0, 0]
```
"""

import numpy as np
import pandas as pd

from mlestone.proving import altered, answer, check, expect, helper, hints, mistake

hints(
    "Which rows of the table would have been there an hour before the order, and which of their cells would have been empty then?",
    "All orders of a customer at one moment share what came before: make one row of them first, with a sum and a count. For returns, think of a diary of two kinds of events, "
    "orders and reports.",
    "A running sum within the customer, less what belongs to the moment itself, is what was there before. In the diary, sorted by time, a running sum of the reports is read off at "
    "the orders; which of two events at one moment has to stand first?",
)


@helper
def _beside(orders, values):
    """The values of each customer and moment, beside the orders they belong to."""
    moments = pd.MultiIndex.from_frame(orders[["customer", "placed"]])
    return values.reindex(moments).set_axis(orders.index)


@helper
def _before(orders):
    """The sum and the number of earlier amounts, for each customer and moment."""
    moments = orders.groupby(["customer", "placed"])["amount"].agg(["sum", "size"])
    return moments.groupby("customer").cumsum() - moments


@answer
def orders_before(orders: pd.DataFrame) -> pd.Series:
    """Return how many earlier orders the customer of each order has."""
    return _beside(orders, _before(orders)["size"]).fillna(0)


@answer
def mean_before(orders: pd.DataFrame) -> pd.Series:
    """Return the mean amount of the earlier orders."""
    before = _before(orders)
    return _beside(orders, before["sum"] / before["size"])


@answer
def days_since(orders: pd.DataFrame) -> pd.Series:
    """Return the days since the last earlier order."""
    moments = orders.groupby(["customer", "placed"])["placed"].first()
    return _beside(orders, moments.groupby("customer").diff() / pd.Timedelta(days=1))


@answer
def returns_before(orders: pd.DataFrame) -> pd.Series:
    """Return how many returns the customer had reported before each order."""
    diary = pd.concat([orders.assign(at=orders["placed"], report=0), orders.assign(at=orders["returned"], report=1)])
    diary = diary.sort_values(["at", "report"])
    diary["so_far"] = diary.groupby("customer")["report"].cumsum()
    return diary.loc[diary["report"] == 0, "so_far"].reindex(orders.index).fillna(0)


@mistake(
    orders_before,
    "Each order counts itself: a customer's first one has 1. Was it known before it was placed?",
)
def counts_itself(orders):
    rank = orders.groupby("customer")["placed"].rank(method="min")
    return rank.fillna(0)


@mistake(
    orders_before,
    "All orders of the customer are counted, the later ones too: at the first of five, nobody knew of the other four.",
)
def counts_the_future(orders):
    return (orders.groupby("customer")["placed"].transform("size") - 1).fillna(0)


@mistake(
    orders_before,
    "Rows are counted in the order in which they stand in the table. `cumcount` does not look at `placed`: what has to be done first?",
)
def counts_as_they_stand(orders):
    return orders.groupby("customer").cumcount().fillna(0)


@mistake(
    orders_before,
    "Of two orders at the same moment, one counts as earlier, whichever happens to stand first. Neither was known when the other was placed.",
)
def counts_the_same_moment(orders):
    return orders.sort_values("placed", kind="stable").groupby("customer").cumcount().reindex(orders.index).fillna(0)


@mistake(
    orders_before,
    "All guests are taken for one customer, who orders a lot. What is known about a guest?",
)
def guests_are_one_customer(orders):
    rank = orders.groupby("customer", dropna=False)["placed"].rank(method="min")
    return rank - 1


guests_have_no_number = mistake(
    orders_before,
    "For guests, or for customers without earlier orders, the number is missing. How many earlier orders are none?",
)(altered({".fillna(0)": ""}))


@mistake(
    mean_before,
    "The amount of the order itself is in its mean: that is what makes models look good whose customers order once.",
)
def mean_with_itself(orders):
    moments = orders.groupby(["customer", "placed"])["amount"].agg(["sum", "size"]).groupby("customer").cumsum()
    return _beside(orders, moments["sum"] / moments["size"])


@mistake(
    mean_before,
    "The mean is over all of the customer's orders, at whatever time. Which of them had been placed by then?",
)
def mean_of_all(orders):
    return orders.groupby("customer")["amount"].transform("mean")


@mistake(
    mean_before,
    "Amounts of other customers are in the mean: what `shift` returns within groups is an ordinary column again, and what is done with it next goes on across customers.",
)
def leaves_the_groups(orders):
    ordered = orders.sort_values("placed", kind="stable")
    return ordered.groupby("customer")["amount"].shift().expanding().mean().reindex(orders.index)


@mistake(mean_before, "Earlier means further up in the table here. Is it sorted by time?")
def mean_as_they_stand(orders):
    groups = orders.groupby("customer")["amount"]
    return (groups.cumsum() - orders["amount"]) / groups.cumcount()


@mistake(mean_before, "The amount of another order at the same moment is in the mean. Had it been placed *before*?")
def mean_of_the_same_moment(orders):
    return mean_as_they_stand(orders.sort_values("placed", kind="stable")).reindex(orders.index)


@mistake(
    mean_before, "Where nothing is known, the mean is 0: the model learns that this customer buys for nothing. What was asked for?"
)
def zero_without_orders(orders):
    return mean_before(orders).fillna(0)


@mistake(
    mean_before,
    "The mean is over moments: several orders at one moment count as one. It should be over orders.",
)
def mean_of_moments(orders):
    moments = orders.groupby(["customer", "placed"])["amount"].mean()
    groups = moments.groupby("customer")
    return _beside(orders, (groups.cumsum() - moments) / groups.cumcount())


@mistake(days_since, "Fractions of days are gone: of a length of time, `.dt.days` takes the whole ones.")
def whole_days(orders):
    return np.floor(days_since(orders))


@mistake(
    days_since,
    "Where a customer placed two orders at one moment, one of them has 0 days: it was compared with the other. How far back is the last order that came *before* both?",
)
def zero_days(orders):
    ordered = orders.sort_values("placed", kind="stable")
    return (ordered.groupby("customer")["placed"].diff() / pd.Timedelta(days=1)).reindex(orders.index)


@mistake(days_since, "Some are negative: each row is compared with the one above it in the table. In which order do they stand?")
def days_as_they_stand(orders):
    return orders.groupby("customer")["placed"].diff() / pd.Timedelta(days=1)


@mistake(days_since, "A guest has days since the last guest. They are not the same person.")
def days_since_a_guest(orders):
    return days_since(orders.assign(customer=orders["customer"].fillna("\N{BUST IN SILHOUETTE}")))


@mistake(
    returns_before,
    "Returns of earlier orders are counted from the moment the order was placed. The parcel had not even arrived: when did anybody hear of the return?",
)
def knows_returns_too_early(orders):
    moments = orders.assign(back=orders["returned"].notna()).groupby(["customer", "placed"])["back"].sum()
    return _beside(orders, moments.groupby("customer").cumsum() - moments).fillna(0)


@mistake(returns_before, "All returns of the customer are counted, those still to come as well, and perhaps the order's own.")
def counts_all_returns(orders):
    return orders.assign(back=orders["returned"].notna()).groupby("customer")["back"].transform("sum").fillna(0)


same_moment_is_before = mistake(
    returns_before, "A report at the very moment of the order counts as before it. Which of the two has to stand first in a diary?"
)(altered({'sort_values(["at", "report"])': 'sort_values(["at", "report"], ascending=[True, False])'}))


returns_missing_for_guests = mistake(
    returns_before, "For guests the number is missing. Of how many orders was a return known?"
)(altered({".fillna(0)": ""}))


@check("looks back at one customer's orders, in the order of time", sizes=(1, 6))
def one_customer(learner, rng, size):
    _all_four(learner, _orders(rng, size, ["ann"]).sort_values("placed", ignore_index=True))


@check("keeps customers apart")
def customers(learner, rng):
    _all_four(learner, _orders(rng, 12, ["ann", "bob", "cem"]).sort_values("placed", ignore_index=True))


@check("goes by `placed`, in whatever order the rows stand")
def any_order(learner, rng):
    _all_four(learner, _orders(rng, 12, ["ann", "bob", "cem"]))


@check("counts a return from when it was reported")
def reports(learner, rng):
    orders = _orders(rng, 14, ["ann", "bob"])
    for days in (2, 300):
        later = orders["placed"] + pd.to_timedelta(days * (1 + rng.random(14)), unit="D").floor("min")
        orders["returned"] = later.astype(orders["placed"].dtype)
        expect(learner.returns_before(orders)).frame(returns_before(orders))


@check("takes orders at the same moment for unknown to each other")
def same_moment(learner, rng):
    orders = _orders(rng, 12, ["ann", "bob"])
    orders["customer"] = ["ann"] * 8 + ["bob"] * 4
    orders["amount"] = [30.0, 30.0, *orders["amount"].iloc[2:]]  # two are alike in everything but the label
    moments = np.sort(orders["placed"].to_numpy())  # three orders at the first of all moments
    orders["placed"] = moments[[0, 0, 0, 1, 2, 2, 3, 3, *rng.integers(0, 4, size=4)]]
    orders["returned"] = (orders["placed"] + pd.Timedelta(minutes=1)).where(rng.random(12) < 0.5)
    _all_four(learner, orders.iloc[rng.permutation(12)])


@check("does not count a report at the very moment of an order")
def reported_at_the_moment(learner, rng):
    orders = _orders(rng, 9, ["ann"]).sort_values("placed")
    much_later = orders["placed"] + pd.Timedelta(days=300)
    orders["returned"] = orders["placed"].shift(-1).where(np.arange(9) < 5, much_later)
    orders = orders.iloc[rng.permutation(9)]
    expect(learner.returns_before(orders)).frame(returns_before(orders))


@check("knows nothing about guests")
def guests(learner, rng):
    orders = _orders(rng, 12, ["ann", None, "bob"])
    orders.loc[orders.index[:4], "customer"] = ["ann", None, None, None]
    _all_four(learner, orders)


@check("keeps apart guests and customers with odd names")
def odd_names(learner, rng):
    names = np.array(["", "nan", "None", "guest", "?", "unknown", "<NA>", "Guest", "guest ", None, None], dtype=object)
    _all_four(learner, _orders(rng, 22, ["ann"]).assign(customer=rng.permutation(np.tile(names, 2))))


@check("leaves `orders` as they are")
def leaves_it(learner, rng):
    orders = _orders(rng, 8, ["ann", "bob", None])
    for function in (learner.orders_before, learner.mean_before, learner.days_since, learner.returns_before):
        expect(function).leaves_unchanged(orders)


def _all_four(learner, orders):
    expect(learner.orders_before(orders)).frame(orders_before(orders))
    expect(learner.mean_before(orders)).frame(mean_before(orders))
    expect(learner.days_since(orders)).frame(days_since(orders))
    expect(learner.returns_before(orders)).frame(returns_before(orders))


def _orders(rng, count, customers):
    """In any order, at different moments; half of them go back after some days."""
    minutes = rng.choice(60 * 24 * 40, size=count, replace=False)
    placed = pd.Series(pd.Timestamp("2026-01-05") + pd.to_timedelta(minutes, unit="min"))
    returned = placed + pd.to_timedelta(rng.integers(1, 60 * 24 * 20, size=count), unit="min")
    columns = {
        "customer": pd.Series([customers[k] for k in rng.integers(len(customers), size=count)], dtype="str"),
        "placed": placed,
        "amount": rng.integers(100, 20000, size=count) / 100,
        "returned": returned.where(rng.random(count) < 0.5),
    }
    return pd.DataFrame(columns).set_axis(rng.permutation(count * 3)[:count])
