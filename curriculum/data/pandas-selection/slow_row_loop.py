"""The order that takes two minutes

A hospital orders what its stores lack. `order_list(articles)` gets a row for each article, and goes through them one by one. With 400 articles nobody noticed. With 400,000 it takes two minutes, and the order
has to be out in one.

What it returns is right: a new table with four columns more. `order` is what has to be ordered, `supplier` who gets the order, `cost` what is to be paid for the article, `spent` the cost of all articles
so far. Replace the loop by operations on whole columns that return the same, down to missing values and ties. For 6,000 articles the work may be eight times that of the author's version, no more.

`articles` has at least one row. Its labels are different, and in any order. Of its columns, `need` is a whole number, 0 or more; `stock` (pieces, 0 or more) and the prices of the three suppliers (more than 0, in
cents) are floats, and may be missing. There may be further columns, which are to be kept. The table stays as it is. How a missing supplier is marked (`None`, `NaN`) and whether
numbers are whole or floats does not matter.

```python
articles = pd.DataFrame(
    {"need": [90, 130, 40], "stock": [10.0, None, 5.0], "north": [20.0, 30.0, None], "harbour": [None, 40.0, None], "valley": [25.0, 30.0, None]},
    index=["swabs", "gloves", "masks"],
)
result = order_list(articles)
result["order"].tolist()               # [80, 130, 35]
result["supplier"].tolist()[:2]        # ['north', 'valley']
result["cost"].tolist()[:2]            # [1600.0, 3705.0]
result["spent"].tolist()               # [1600.0, 5305.0, 5305.0]
```
"""

import numpy as np
import pandas as pd

from mlestone.proving import altered, answer, bug, check, expect, given, hints, mistake

hints(
    "What does the loop do for a row whose stock is missing, for one that nobody offers, and for two equal prices? Which comparison decides each?",
    "`min` and `idxmin` go along a row with `axis=1`, `np.select` takes the first condition that is true, `cumsum` keeps a running total. What does each do with missing values?",
    "Of equal prices `idxmin` names the first in the order of the columns, and that order is yours to choose. What is missing can be made larger than any price, and afterwards be taken out by `where`.",
)


SUPPLIERS = given(["north", "harbour", "valley"])


@answer
def order_list(articles: pd.DataFrame) -> pd.DataFrame:
    """Return `articles` with what to order, from whom, at what cost, and the cost so far."""
    offers = articles[SUPPLIERS[::-1]].fillna(np.inf)
    price = offers.min(axis=1)
    offered = price < np.inf
    order = (articles["need"] - articles["stock"].fillna(0)).clip(lower=0)
    rate = np.select([order >= 500, order >= 100], [0.9, 0.95], 1.0)
    cost = (order * price * rate).where(offered)
    supplier = offers.idxmin(axis=1).where(offered)
    return articles.assign(order=order, supplier=supplier, cost=cost, spent=cost.fillna(0).cumsum())


@bug(
    order_list,
    "The results are right, and each row costs a round of Python with a Series of its own. `apply` along the rows is such a loop too. What does the same for a whole column at once?",
)
def goes_row_by_row(articles: pd.DataFrame) -> pd.DataFrame:
    result = articles.copy()
    result["order"] = 0.0
    result["supplier"] = None
    result["cost"] = np.nan
    result["spent"] = 0.0
    spent = 0.0
    for label, row in articles.iterrows():
        stock = row["stock"]
        if np.isnan(stock):
            stock = 0
        order = max(row["need"] - stock, 0)
        result.loc[label, "order"] = order
        supplier, price = None, np.inf
        for name in SUPPLIERS:
            if row[name] <= price:
                supplier, price = name, row[name]
        result.loc[label, "supplier"] = supplier
        if supplier is not None:
            cost = order * price
            if order >= 500:
                cost = cost * 0.9
            elif order >= 100:
                cost = cost * 0.95
            result.loc[label, "cost"] = cost
            spent = spent + cost
        result.loc[label, "spent"] = spent
    return result


first_of_equals = mistake(
    order_list,
    "Of two suppliers with the same price, the first in the list gets the order. Read the loop's comparison: who is named last when both are equal?",
)(altered({"SUPPLIERS[::-1]": "SUPPLIERS"}))


@mistake(order_list, "Where the stock is unknown, so is the order. What does the loop do with a stock that is missing?")
def orders_nothing_known(articles):
    return _priced(order_list(articles), (articles["need"] - articles["stock"]).clip(lower=0))


@mistake(order_list, "Where there is more in stock than needed, less than nothing is ordered.")
def orders_less_than_nothing(articles):
    return _priced(order_list(articles), articles["need"] - articles["stock"].fillna(0))


@mistake(order_list, "All articles of unknown stock are left alone, as if nothing were needed of them.")
def orders_none_of_the_unknown(articles):
    return _priced(order_list(articles), (articles["need"] - articles["stock"]).clip(lower=0).fillna(0))


@mistake(order_list, "A price that is missing counts as 0, and nobody is cheaper than that.")
def nothing_is_cheapest(articles):
    return order_list(articles.fillna(dict.fromkeys(SUPPLIERS, 0.0)))


everyone_gets_the_small_rebate = mistake(
    order_list, "Large orders get the rebate of the smaller ones: of the conditions that are true, `np.select` takes the first."
)(altered({"[order >= 500, order >= 100], [0.9, 0.95]": "[order >= 100, order >= 500], [0.95, 0.9]"}))


@mistake(order_list, "Orders of exactly 100 or 500 pieces get the rebate of one piece less: on which side of a limit is the limit?")
def limits_on_the_wrong_side(articles):
    order = (articles["need"] - articles["stock"].fillna(0)).clip(lower=0)
    return _priced(order_list(articles), order, np.select([order > 500, order > 100], [0.9, 0.95], 1.0))


@mistake(
    order_list,
    "An article that nobody offers has a supplier: among prices that are all missing, or all infinite, somebody comes first all the same.",
)
def orders_from_nobody(articles):
    offers = articles[SUPPLIERS[::-1]].fillna(np.inf)
    return order_list(articles).assign(supplier=offers.idxmin(axis=1))


@mistake(order_list, "An article that nobody offers costs nothing, or infinitely much. In the loop's result its cost is missing.")
def missing_cost_is_nothing(articles):
    result = order_list(articles)
    return result.assign(cost=result["cost"].fillna(0))


@mistake(order_list, "The running total is missing where a cost is: `cumsum` passes over the gap, and leaves it there. The loop goes on with what was spent so far.")
def gaps_in_the_total(articles):
    result = order_list(articles)
    return result.assign(spent=result["cost"].cumsum())


@mistake(order_list, "Articles that nobody offers are no longer in the table.")
def drops_what_nobody_offers(articles):
    return order_list(articles.dropna(subset=SUPPLIERS, how="all"))


@mistake(
    order_list,
    "The new columns do not stand beside their articles: they have labels 0, 1, 2…, and a table puts a Series in by its labels.",
)
def labels_of_its_own(articles):
    result = order_list(articles.reset_index(drop=True))
    return articles.assign(**{name: result[name] for name in ("order", "supplier", "cost", "spent")})


@mistake(order_list, "The four columns are right, and they have been written into the caller's table as well.")
def writes_into_the_table(articles):
    result = order_list(articles)
    for name in ("order", "supplier", "cost", "spent"):
        articles[name] = result[name]
    return articles


@check("orders what is needed and not in stock, never less than nothing, from whoever is cheapest")
def plain(learner, rng):
    articles = _articles(rng, 6).assign(stock=rng.integers(0, 80, size=6) * 1.0)
    for name, price in zip(SUPPLIERS, rng.permutation([100.0, 120.0, 90.0])):
        articles[name] = price + rng.integers(0, 9, size=6)
    articles.iloc[2, articles.columns.get_loc("stock")] = articles["need"].iloc[2] + 7.0
    _same(learner, articles)


@check("counts a stock that is missing as none")
def unknown_stock(learner, rng):
    articles = _articles(rng, 6)
    articles["stock"] = articles["stock"].where(np.arange(6) % 2 == 0)
    _same(learner, articles)


@check("passes over suppliers without a price")
def no_price(learner, rng):
    articles = _articles(rng, 9)
    for at, name in enumerate(SUPPLIERS):
        articles[name] = articles[name].where(np.arange(9) % 3 != at) * 100_000  # no number is larger than every price
    _same(learner, articles)


@check("gives each tie to the supplier to whom the loop gives it")
def ties(learner, rng):
    articles = _articles(rng, 12)
    for at, names in enumerate(([0, 1], [1, 2], [0, 2], [0, 1, 2])):
        for name in names:
            articles.iloc[at::4, articles.columns.get_loc(SUPPLIERS[name])] = 30.0
    _same(learner, articles)


@check("gives a rebate from 100 and from 500 pieces on")
def limits(learner, rng):
    articles = _articles(rng, 9)
    pieces = rng.permutation([0, 1, 99, 100, 101, 499, 500, 501, 900])
    articles["need"] = pieces + articles["stock"].fillna(0).astype(int)
    _same(learner, articles)


@check("leaves supplier and cost missing where nobody has a price, and goes on with the total")
def nobody(learner, rng):
    for places in ([2, 3], [0, 4], [0, 1, 2, 3, 4, 5]):
        articles = _articles(rng, 6)
        articles.iloc[places, articles.columns.get_indexer(SUPPLIERS)] = np.nan
        _same(learner, articles)


@check("returns what the loop returned, whatever labels and further columns there are", sizes=(1, 10, 60))
def like_the_loop(learner, rng, size):
    articles = _articles(rng, size)
    for name in ("stock", *SUPPLIERS):
        articles[name] = articles[name].where(rng.random(size) > 0.3)
    articles["shelf"] = rng.integers(1, 99, size=size)
    for some in (articles, articles.set_axis(rng.permutation(size)), articles.set_axis(rng.permutation(size) + 1000)):
        _same(learner, some[rng.permutation(some.columns).tolist()])


@check("leaves the table as it was")
def unchanged(learner, rng):
    expect(learner.order_list).leaves_unchanged(_articles(rng, 5))


@check("takes at most eight times the work of whole columns, for 6,000 articles")
def cost(learner, rng):
    _same(learner, _articles(rng, 40))
    for size in (300, 6000):
        expect(learner.order_list).costs(at_most=8, times=order_list, args=(_articles(rng, size),))


def _same(learner, articles):
    expect(learner.order_list(articles)).frame(order_list(articles), order="rows")


def _articles(rng, count):
    """Articles with prices that are often equal, and no gaps."""
    table = pd.DataFrame({"need": rng.integers(0, 900, size=count), "stock": rng.integers(0, 200, size=count) * 1.0})
    for name in SUPPLIERS:
        table[name] = rng.integers(2, 6, size=count) * 10.0
    return table.set_axis([f"A{number}" for number in rng.permutation(count) + 100])


def _priced(result, order, rate=None):
    """The answer's table, as it would be if `order` had to be ordered."""
    price = result[SUPPLIERS].min(axis=1)
    if rate is None:
        rate = np.select([order >= 500, order >= 100], [0.9, 0.95], 1.0)
    cost = order * price * rate
    return result.assign(order=order, cost=cost, spent=cost.fillna(0).cumsum())
