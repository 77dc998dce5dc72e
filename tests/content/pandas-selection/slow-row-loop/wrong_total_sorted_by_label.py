# The rest is as in the author's answer.
def order_list(articles):
    offers = articles[SUPPLIERS[::-1]].fillna(np.inf)
    price = offers.min(axis=1)
    order = (articles["need"] - articles["stock"].fillna(0)).clip(lower=0)
    cost = (order * price * np.select([order >= 500, order >= 100], [0.9, 0.95], 1.0)).where(price < np.inf)
    spent = cost.sort_index().fillna(0).cumsum()
    return articles.assign(order=order, supplier=offers.idxmin(axis=1).where(price < np.inf), cost=cost, spent=spent)
