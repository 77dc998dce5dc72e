"""A report that adds up

The table `sales` has a row for each line of a till receipt of a chain of shops:

- `shop`: its name, any text, or a missing value where a till did not send it,
- `product`: a text, never missing,
- `pieces`: how many of it, a whole number, 1 or more,
- `revenue`: what was paid for them, a float, 0 or more.

There is at least one row. Labels of rows are whole numbers in any order, none twice. All rows without a shop count as *one shop more*, the nameless one,
in each of five functions:

- `summary(sales)`: a table with a row for each shop and the columns `shop`, `lines` (rows of `sales`), `products` (different ones), `pieces`, `revenue` (sums),
  and `price`, the revenue for each piece sold, in this order. The nameless shop has a missing value as `shop`. The largest revenue comes first, of equal ones the shop
  whose name sorts first; a nameless one comes after those with names. Rows are labelled 0, 1, 2…
- `shares(sales)`: a Series, the share each row has in its shop's revenue; 0 for the rows of a shop without any revenue. It has the labels of `sales`, in the same
  order.
- `top(sales, n)`: the `n` rows with the largest revenue of each shop, or all where a shop has fewer. Of equal ones, those that stand further up in `sales`
  come first. The rows are as they were, with labels and all columns, and in the order in which they stand in `sales`. `n` is 1 or more.
- `pieces_per_shop(sales)`: a Series, labelled with the products, sorted by name: how many pieces of it a shop has sold, on average over *all* shops of the table, those included
  that sold none of it.
- `wide_range(sales, n)`: all rows of the shops that sold at least `n` different products, as they were and in their order.

`sales` stays as it is.

```python
sales = pd.DataFrame({
    "shop": ["north", None, "south", "north", None],
    "product": ["tea", "tea", "rice", "rice", "tea"],
    "pieces": [1, 2, 4, 3, 6],
    "revenue": [4.0, 7.0, 10.0, 6.0, 15.0],
})
table = summary(sales)
table["revenue"].tolist()                # [22.0, 10.0, 10.0]
table["price"].tolist()                  # [2.75, 2.5, 2.5]
shares(sales).round(2).tolist()          # [0.4, 0.32, 1.0, 0.6, 0.68]
top(sales, 1).index.tolist()             # [2, 3, 4]
pieces_per_shop(sales).round(2).tolist() # [2.33, 3.0]
wide_range(sales, 2).index.tolist()      # [0, 3]
```
"""

import numpy as np
import pandas as pd

from mlestone.proving import altered, answer, check, expect, hints, mistake

hints(
    "Which of these return one row a group, which one value a row, and which some of the rows? What does `groupby` do with a row whose key is missing?",
    "`agg` takes a name, a column and a function for each new column; `transform` gives every row the number of its group; a rank within the group, or a number that "
    "was transformed, makes a condition that picks rows and leaves their order alone.",
    "`dropna=False` in every `groupby`. Ratios and means: which sum is to be divided by which number, counted how?",
)


@answer
def summary(sales: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each shop: lines, products, pieces, revenue and price."""
    table = sales.groupby("shop", dropna=False, as_index=False).agg(
        lines=("product", "size"),
        products=("product", "nunique"),
        pieces=("pieces", "sum"),
        revenue=("revenue", "sum"),
    )
    table["price"] = table["revenue"] / table["pieces"]
    return table.sort_values(["revenue", "shop"], ascending=[False, True], ignore_index=True)


@answer
def shares(sales: pd.DataFrame) -> pd.Series:
    """Return the share of each row in the revenue of its shop."""
    total = sales.groupby("shop", dropna=False)["revenue"].transform("sum")
    return (sales["revenue"] / total).fillna(0)


@answer
def top(sales: pd.DataFrame, n: int) -> pd.DataFrame:
    """Return the `n` rows of largest revenue of each shop, in the order of `sales`."""
    rank = sales.groupby("shop", dropna=False)["revenue"].rank(method="first", ascending=False)
    return sales[rank <= n]


@answer
def pieces_per_shop(sales: pd.DataFrame) -> pd.Series:
    """Return for each product how many pieces a shop has sold, on average over all shops."""
    return sales.groupby("product")["pieces"].sum() / sales["shop"].nunique(dropna=False)


@answer
def wide_range(sales: pd.DataFrame, n: int) -> pd.DataFrame:
    """Return the rows of the shops that sold at least `n` different products."""
    return sales[sales.groupby("shop", dropna=False)["product"].transform("nunique") >= n]


sums_without_nameless = mistake(
    summary,
    "Rows without a shop are in no row of the report, so that its revenue does not add up to that of `sales`. What does `groupby` do with a missing key, if it is not told "
    "otherwise?",
)(altered({", dropna=False": ""}))

mean_of_prices = mistake(
    summary,
    "`price` is the mean of the prices of the single rows: a row with one piece counts as much as one with a hundred. What was paid for all pieces, and how many were they?",
)(altered({'table["revenue"] / table["pieces"]\n': (
    'sales.assign(price=sales["revenue"] / sales["pieces"])'
    '.groupby("shop", dropna=False)["price"].mean().to_numpy()\n'
)}))

counts_rows_as_products = mistake(
    summary, "`products` counts a product again each time it is sold. How many *different* ones are there?"
)(altered({'"nunique"': '"count"'}))

gives_it_a_name = mistake(
    summary,
    "Missing shops were given a name before grouping. It stands in the report now, where a missing value was asked for; and a shop that really has this name is mixed up with them.",
)(altered({"sales.groupby": 'sales.assign(shop=sales["shop"].fillna("unknown")).groupby'}))

sorted_by_name = mistake(
    summary, "The rows stand in the order in which `groupby` returns its groups. Which shop should come first?"
)(altered({'.sort_values(["revenue", "shop"], ascending=[False, True], ignore_index=True)': ""}))

shop_as_label = mistake(
    summary, "The shops have become the labels of the rows. Asked for is a column, and labels 0, 1, 2…"
)(altered({", as_index=False": "", ", ignore_index=True": ""}))


@mistake(shares, "These are shares in the revenue of all shops together. Which rows share a total?")
def shares_of_everything(sales):
    return sales["revenue"] / sales["revenue"].sum()


shares_without_nameless = mistake(
    shares, "Rows without a shop have no share, or one of 0: a missing key belongs to no group, unless `groupby` is told."
)(altered({", dropna=False": ""}))

nan_of_nothing = mistake(
    shares, "A shop without any revenue has missing shares: that is 0 divided by 0. What was asked for there?"
)(altered({".fillna(0)": ""}))


top_without_nameless = mistake(
    top, "No row without a shop gets into the list. They are a shop like any other here."
)(altered({", dropna=False": ""}))

keeps_all_ties = mistake(
    top, "Where revenues are equal, a shop has more than `n` rows: equal ones got the same rank. What decides between them?"
)(altered({'"first"': '"min"'}))

later_of_equal_ones = mistake(
    top, "Of rows with equal revenue, those further down were taken. Did sorting, or turning, change their order?"
)(altered({"sales.groupby": "sales[::-1].groupby"}))


@mistake(top, "The right rows, but sorted. They should stand in the order in which they stand in `sales`.")
def leaves_them_sorted(sales, n):
    return sales.sort_values("revenue", ascending=False, kind="stable").groupby("shop", dropna=False).head(n)


@mistake(
    pieces_per_shop,
    "A shop that sold none of a product has no row for it, so it is left out of the mean. It sold 0: over how many shops is the mean?",
)
def mean_of_those_who_sold(sales):
    return sales.groupby(["product", "shop"], dropna=False)["pieces"].sum().groupby("product").mean()


forgets_a_shop = mistake(
    pieces_per_shop, "The sums are divided by the number of shops with a name; the nameless one has sold, too."
)(altered({"dropna=False": ""}))


@mistake(pieces_per_shop, "Pieces sold where no shop is given have been left out.")
def pieces_without_nameless(sales):
    return pieces_per_shop(sales.dropna(subset="shop")).reindex(sorted(set(sales["product"]))).fillna(0)


filters_without_nameless = mistake(
    wide_range, "Rows without a shop are gone, however many products they have. `groupby` leaves them out, and so does `filter`."
)(altered({", dropna=False": ""}))

counts_rows = mistake(
    wide_range, "Shops are kept for many rows, also if these hold the same product again and again. What should be counted?"
)(altered({'"nunique"': '"size"'}))

more_than = mistake(wide_range, "A shop with exactly `n` products is left out.")(altered({">=": ">"}))


@check("sums up each shop where all have names", sizes=(1, 20))
def named(learner, rng, size):
    sales = _sales(rng, size, nameless=False)
    expect(learner.summary(sales)).frame(summary(sales), order="both")


@check("gives rows their share in the revenue of their shop")
def share(learner, rng):
    sales = _sales(rng, 12, nameless=False)
    expect(learner.shares(sales)).frame(shares(sales))


@check("lists the rows of largest revenue of each shop", sizes=(1, 4))
def tops(learner, rng, size):
    sales = _sales(rng, 20, nameless=False)
    sales["revenue"] = rng.permutation(np.arange(1, 21)) / 4
    expect(learner.top(sales, size)).frame(top(sales, size), order="both")


@check("takes the mean of pieces over all shops, also those that sold none")
def pieces(learner, rng):
    sales = _products(rng, ["north", "south", "east", "west"])
    expect(learner.pieces_per_shop(sales)).frame(pieces_per_shop(sales))


@check("keeps the rows of shops with enough different products", sizes=(2, 3))
def ranges(learner, rng, size):
    sales = _products(rng, ["north", "south", "east", "west"])
    expect(learner.wide_range(sales, size)).frame(wide_range(sales, size), order="both")


@check("has a row for the nameless shop in the summary")
def nameless_summary(learner, rng):
    sales = _sales(rng, 12)
    expect(learner.summary(sales)).frame(summary(sales), order="both")


@check("gives rows without a shop their share, and places among the first")
def nameless_rows(learner, rng):
    sales = _sales(rng, 12)
    expect(learner.shares(sales)).frame(shares(sales))
    expect(learner.top(sales, 2)).frame(top(sales, 2), order="both")


@check("counts the nameless shop among the shops, and its products")
def nameless_products(learner, rng):
    sales = _products(rng, ["north", "west", None, "south"])
    expect(learner.pieces_per_shop(sales)).frame(pieces_per_shop(sales))
    expect(learner.wide_range(sales, 3)).frame(wide_range(sales, 3), order="both")


@check("keeps apart rows without a shop and shops with odd names")
def odd_names(learner, rng):
    names = ["", "nan", "None", "unknown", "missing", "other", "?", "NaN", "<NA>", "-", "nameless", None, "east", "East", " east"]
    sales = _sales(rng, 30).assign(shop=rng.permutation(np.array(names * 2, dtype=object)))
    expect(learner.summary(sales)).frame(summary(sales), order="both")
    expect(learner.shares(sales)).frame(shares(sales))
    expect(learner.top(sales, 1)).frame(top(sales, 1), order="both")
    expect(learner.pieces_per_shop(sales)).frame(pieces_per_shop(sales))
    expect(learner.wide_range(sales, 2)).frame(wide_range(sales, 2), order="both")


@check("lets the name decide between shops of equal revenue")
def equal_shops(learner, rng):
    shops = [None, *(f"{name} {k}" for name in SHOPS for k in range(10, 20))]  # so many that a sort that is not stable shows
    at = rng.permutation(82) % 41
    sales = _sales(rng, 82).assign(shop=[shops[k] for k in at], revenue=at % 2 + 1.5)
    expect(learner.summary(sales)).frame(summary(sales), order="both")


@check("lets the place decide between rows of equal revenue", sizes=(1, 3))
def equal_rows(learner, rng, size):
    sales = _sales(rng, 40)
    sales["revenue"] = rng.integers(1, 3, size=40) / 2
    expect(learner.top(sales, size)).frame(top(sales, size), order="both")


@check("gives shares of 0 in a shop without revenue")
def no_revenue(learner, rng):
    for shops in (["east", "north"], [None, "east"]):
        sales = _sales(rng, 8).assign(shop=shops * 4)
        sales["revenue"] = [0.0, *sales["revenue"].iloc[1:2], 0.0, 0.0] * 2
        expect(learner.shares(sales)).frame(shares(sales))


@check("leaves `sales` as it is")
def leaves_it(learner, rng):
    sales = _sales(rng, 9)
    expect(learner.summary).leaves_unchanged(sales)
    expect(learner.shares).leaves_unchanged(sales)
    expect(learner.top).leaves_unchanged(sales, 2)
    expect(learner.pieces_per_shop).leaves_unchanged(sales)
    expect(learner.wide_range).leaves_unchanged(sales, 2)


SHOPS = ["north", "south", "east", "west"]
PRODUCTS = ["tea", "rice", "salt", "bread", "milk"]


def _table(rng, shops, products):
    """Revenues are quarters, so that sums do not depend on their order."""
    count = len(shops)
    columns = {
        "shop": pd.Series(shops, dtype="str"),
        "product": products,
        "pieces": rng.integers(1, 30, size=count),
        "revenue": rng.integers(1, 400, size=count) / 4,
    }
    return pd.DataFrame(columns).set_axis(rng.permutation(count * 3)[:count])


def _sales(rng, count, nameless=True):
    names = [*SHOPS[: int(rng.integers(2, 5))], *([None] * 2 if nameless else [])]
    shops = [names[k] for k in rng.integers(len(names), size=count)]
    if nameless:
        shops[: count // 3] = [None] * (count // 3)
    return _table(rng, [shops[k] for k in rng.permutation(count)], rng.choice(PRODUCTS, size=count))


def _products(rng, shops):
    """The k-th shop sells k + 1 different products, one of them five times."""
    rows = [(shop, product) for k, shop in enumerate(shops) for product in PRODUCTS[: k + 1]]
    rows += [(shop, PRODUCTS[0]) for shop in shops for _ in range(4)]
    rows = [rows[k] for k in rng.permutation(len(rows))]
    return _table(rng, [shop for shop, _ in rows], [product for _, product in rows])
