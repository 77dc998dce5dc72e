# The rest is as in the author's answer.
from collections import Counter


def merged(stocks):
    total = Counter()
    for stock in stocks:
        total += Counter(stock)
    return total
