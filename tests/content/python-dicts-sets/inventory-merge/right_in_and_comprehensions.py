def merged(stocks):
    articles = {article for stock in stocks for article in stock}
    total = {article: sum(stock.get(article, 0) for stock in stocks) for article in articles}
    return {article: amount for article, amount in total.items() if amount}


def by_customer(orders):
    groups = {}
    for order in orders:
        if order[0] not in groups:
            groups[order[0]] = []
        groups[order[0]].append(order[1:])
    return groups


def inverted(shelves):
    articles = {article for found in shelves.values() for article in found}
    return {article: sorted(shelf for shelf in shelves if article in shelves[shelf]) for article in articles}
