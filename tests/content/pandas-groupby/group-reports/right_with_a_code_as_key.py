import numpy as np
import pandas as pd


def code(sales):
    codes, names = pd.factorize(sales["shop"], sort=True)  # -1 where missing
    return np.where(codes < 0, len(names), codes)


def summary(sales):
    parts = sales.groupby(code(sales))
    table = pd.DataFrame({
        "shop": parts["shop"].first(),
        "lines": parts.size(),
        "products": parts["product"].nunique(),
        "pieces": parts["pieces"].sum(),
        "revenue": parts["revenue"].sum(),
    })
    table["price"] = table["revenue"].div(table["pieces"])
    return table.sort_values("revenue", ascending=False, kind="mergesort").reset_index(drop=True)


def shares(sales):
    def share(revenue):
        return revenue / revenue.sum() if revenue.any() else revenue

    return sales["revenue"].groupby(code(sales)).transform(share)


def top(sales, n):
    ordered = sales.assign(key=code(sales), at=range(len(sales))).sort_values(["key", "revenue", "at"], ascending=[True, False, True])
    kept = ordered[ordered.groupby("key").cumcount() < n].sort_values("at")
    return kept.drop(columns=["key", "at"])


def pieces_per_shop(sales):
    wide = sales.groupby([code(sales), "product"])["pieces"].sum().unstack(fill_value=0)
    return wide.mean()


def wide_range(sales, n):
    return sales[sales["product"].groupby(code(sales)).transform("nunique").ge(n)]
