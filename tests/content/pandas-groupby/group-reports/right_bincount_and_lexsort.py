import numpy as np
import pandas as pd


def _codes(sales):
    codes, names = pd.factorize(sales["shop"], use_na_sentinel=False)
    return pd.Series(codes, index=sales.index), pd.Index(names)


def summary(sales):
    codes, names = _codes(sales)
    cells = sales.assign(code=codes)
    table = pd.DataFrame({"shop": names})
    table["lines"] = np.bincount(codes)
    table["products"] = cells.drop_duplicates(["code", "product"]).value_counts("code")
    table["pieces"] = np.bincount(codes, weights=sales["pieces"])
    table["revenue"] = np.bincount(codes, weights=sales["revenue"])
    table = table.sort_values("shop", na_position="last").sort_values("revenue", ascending=False, kind="stable")
    table = table.assign(price=table["revenue"].div(table["pieces"]))
    return table.reset_index(drop=True)


def shares(sales):
    codes, _ = _codes(sales)
    total = np.bincount(codes, weights=sales["revenue"])[codes]
    share = np.divide(sales["revenue"].to_numpy(), total, out=np.zeros(len(sales)), where=total > 0)
    return pd.Series(share, index=sales.index, name="share")


def top(sales, n):
    codes, _ = _codes(sales)
    order = np.lexsort([np.arange(len(sales)), -sales["revenue"].to_numpy(), codes])
    sorted_codes = codes.to_numpy()[order]
    place = pd.Series(sorted_codes).groupby(sorted_codes).cumcount().to_numpy()
    return sales.iloc[np.sort(order[place < n])]


def pieces_per_shop(sales):
    codes, _ = _codes(sales)
    table = sales.assign(code=codes).pivot_table(index="code", columns="product", values="pieces", aggfunc="sum", fill_value=0)
    return table.mean().sort_index()


def wide_range(sales, n):
    codes, _ = _codes(sales)
    return sales.groupby(codes).filter(lambda rows: rows["product"].nunique() >= n)
