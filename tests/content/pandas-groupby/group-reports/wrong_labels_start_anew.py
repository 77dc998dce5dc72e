# The rest is as in the author's answer.


def wide_range(sales, n):
    return sales[sales.groupby("shop", dropna=False)["product"].transform("nunique") >= n].reset_index(drop=True)
