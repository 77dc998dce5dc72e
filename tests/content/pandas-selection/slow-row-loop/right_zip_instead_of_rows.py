import pandas as pd

SUPPLIERS = ["north", "harbour", "valley"]


def order_list(articles):
    rows, spent = [], 0.0
    columns = [articles[name].tolist() for name in ("need", "stock", *SUPPLIERS)]
    for need, stock, *prices in zip(*columns):
        order = max(need - (0 if stock != stock else stock), 0)
        supplier, cost = None, float("nan")
        known = [(price, -at) for at, price in enumerate(prices) if price == price]
        if known:
            price, at = min(known)
            supplier = SUPPLIERS[-at]
            cost = order * price * (0.9 if order >= 500 else 0.95 if order >= 100 else 1)
            spent += cost
        rows.append((order, supplier, cost, spent))
    new = pd.DataFrame(rows, columns=["order", "supplier", "cost", "spent"], index=articles.index)
    return pd.concat([articles, new], axis=1)
