import pandas as pd


def keys(sales):
    return [None if pd.isna(shop) else shop for shop in sales["shop"]]


def summary(sales):
    groups = {}
    for key, row in zip(keys(sales), sales.itertuples()):
        groups.setdefault(key, []).append(row)
    rows = []
    for key, lines in groups.items():
        pieces, revenue = sum(row.pieces for row in lines), sum(row.revenue for row in lines)
        rows.append((key, len(lines), len({row.product for row in lines}), pieces, revenue, revenue / pieces))
    rows.sort(key=lambda row: (-row[4], row[0] is None, row[0] or ""))
    return pd.DataFrame(rows, columns=["shop", "lines", "products", "pieces", "revenue", "price"])


def shares(sales):
    total = {}
    for key, revenue in zip(keys(sales), sales["revenue"]):
        total[key] = total.get(key, 0) + revenue
    values = [revenue / total[key] if total[key] else 0.0 for key, revenue in zip(keys(sales), sales["revenue"])]
    return pd.Series(values, index=sales.index)


def top(sales, n):
    places = {}
    for at, key in enumerate(keys(sales)):
        places.setdefault(key, []).append(at)
    revenue = sales["revenue"].tolist()
    kept = [at for group in places.values() for at in sorted(group, key=lambda at: -revenue[at])[:n]]
    return sales.iloc[sorted(kept)]


def pieces_per_shop(sales):
    sums = {}
    for product, pieces in zip(sales["product"], sales["pieces"]):
        sums[product] = sums.get(product, 0) + pieces
    return pd.Series({product: sums[product] / len(set(keys(sales))) for product in sorted(sums)})


def wide_range(sales, n):
    products = {}
    for key, product in zip(keys(sales), sales["product"]):
        products.setdefault(key, set()).add(product)
    return sales[[len(products[key]) >= n for key in keys(sales)]]
