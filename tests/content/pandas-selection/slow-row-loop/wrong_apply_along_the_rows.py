# The rest is as in the author's answer.
def order_list(articles):
    def one(row):
        stock = 0 if np.isnan(row["stock"]) else row["stock"]
        order = max(row["need"] - stock, 0)
        supplier, price = None, np.inf
        for name in SUPPLIERS:
            if row[name] <= price:
                supplier, price = name, row[name]
        if supplier is None:
            return order, None, np.nan
        return order, supplier, order * price * (0.9 if order >= 500 else 0.95 if order >= 100 else 1.0)

    rows = articles.apply(one, axis=1).tolist()
    new = pd.DataFrame(rows, columns=["order", "supplier", "cost"], index=articles.index)
    return articles.join(new).assign(spent=new["cost"].fillna(0).cumsum())
