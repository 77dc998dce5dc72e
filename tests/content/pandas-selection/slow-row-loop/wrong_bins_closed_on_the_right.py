# The rest is as in the author's answer.
def order_list(articles):
    offers = articles[SUPPLIERS[::-1]].fillna(np.inf)
    price = offers.min(axis=1)
    order = (articles["need"] - articles["stock"].fillna(0)).clip(lower=0)
    rate = pd.cut(order, [-1, 100, 500, np.inf], labels=[1.0, 0.95, 0.9]).astype(float)
    cost = (order * price * rate).where(price < np.inf)
    supplier = offers.idxmin(axis=1).where(price < np.inf)
    return articles.assign(order=order, supplier=supplier, cost=cost, spent=cost.fillna(0).cumsum())
