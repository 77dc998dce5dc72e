# The rest is as in the author's answer.
def order_list(articles):
    spent, rows = 0.0, []
    for label, row in articles.iterrows():
        stock = 0 if np.isnan(row["stock"]) else row["stock"]
        order = max(row["need"] - stock, 0)
        supplier, price = None, np.inf
        for name in SUPPLIERS:
            if row[name] <= price:
                supplier, price = name, row[name]
        cost = np.nan
        if supplier is not None:
            cost = order * price * (0.9 if order >= 500 else 0.95 if order >= 100 else 1.0)
            spent += cost
        rows.append({"order": order, "supplier": supplier, "cost": cost, "spent": spent})
    return pd.concat([articles, pd.DataFrame(rows, index=articles.index)], axis=1)
