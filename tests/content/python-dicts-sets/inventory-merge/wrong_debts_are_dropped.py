# The rest is as in the author's answer.
def merged(stocks):
    total = {}
    for stock in stocks:
        for article, amount in stock.items():
            total[article] = total.get(article, 0) + amount
    return {article: amount for article, amount in total.items() if amount > 0}
