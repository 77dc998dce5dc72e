from itertools import groupby
from operator import itemgetter


def merged(stocks):
    pairs = sorted(pair for stock in stocks for pair in stock.items())
    sums = {article: sum(amount for _, amount in group) for article, group in groupby(pairs, key=itemgetter(0))}
    for article in [one for one, amount in sums.items() if amount == 0]:
        sums.pop(article)
    return sums


def by_customer(orders):
    ordered = sorted(orders, key=itemgetter(0))
    return {customer: [order[1:] for order in group] for customer, group in groupby(ordered, key=itemgetter(0))}


def inverted(shelves):
    pairs = sorted({(article, shelf) for shelf, articles in shelves.items() for article in articles})
    return {article: [shelf for _, shelf in group] for article, group in groupby(pairs, key=itemgetter(0))}
