from collections import Counter, defaultdict


def merged(stocks):
    total = Counter()
    for stock in stocks:
        total.update(stock)
    for article in list(total):
        if not total[article]:
            del total[article]
    return total


def by_customer(orders):
    groups = defaultdict(list)
    for customer, *order in orders:
        groups[customer].append(tuple(order))
    return groups


def inverted(shelves):
    places = defaultdict(set)
    for shelf, articles in shelves.items():
        for article in articles:
            places[article].add(shelf)
    return {article: sorted(found) for article, found in places.items()}
