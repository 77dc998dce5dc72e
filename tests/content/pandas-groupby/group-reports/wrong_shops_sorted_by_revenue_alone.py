# The rest is as in the author's answer.


def summary(sales):
    table = sales.groupby("shop", dropna=False, as_index=False).agg(
        lines=("product", "size"), products=("product", "nunique"), pieces=("pieces", "sum"), revenue=("revenue", "sum")
    )
    table["price"] = table["revenue"] / table["pieces"]
    return table.sort_values("revenue", ascending=False, ignore_index=True)
