# The rest is as in the author's answer.


def wide_range(sales, n):
    wide = sales.groupby("shop", dropna=False)["product"].agg(lambda products: len(products.unique()))
    return sales[sales["shop"].isin(wide[wide >= n].index.dropna())]
