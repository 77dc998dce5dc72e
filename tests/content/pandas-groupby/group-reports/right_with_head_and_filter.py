import pandas as pd


def summary(sales):
    rows = []
    for shop, part in sales.groupby("shop", dropna=False, sort=True):
        pieces, revenue = part["pieces"].sum(), part["revenue"].sum()
        row = {"shop": shop, "lines": len(part), "products": len(set(part["product"]))}
        rows.append(row | {"pieces": pieces, "revenue": revenue, "price": revenue / pieces})
    table = pd.DataFrame(rows)
    return table.sort_values("revenue", ascending=False, kind="stable").reset_index(drop=True)


def shares(sales):
    total = sales.groupby("shop", dropna=False)["revenue"].transform("sum")
    return (sales["revenue"] / total.where(total > 0, 1)).rename("share")


def top(sales, n):
    best = sales.sort_values("revenue", ascending=False, kind="stable").groupby("shop", dropna=False).head(n)
    return sales.loc[sales.index.isin(best.index)]


def pieces_per_shop(sales):
    table = sales.pivot_table(index="product", columns="shop", values="pieces", aggfunc="sum", dropna=False)
    return table.fillna(0).sum(axis=1) / max(len(table.columns), sales["shop"].nunique(dropna=False))


def wide_range(sales, n):
    return sales.groupby("shop", dropna=False).filter(lambda part: part["product"].nunique() >= n)
