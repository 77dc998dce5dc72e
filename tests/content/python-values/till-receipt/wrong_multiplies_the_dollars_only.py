# The rest is as in the author's answer.
def line_total(price, quantity):
    return int(price[:-3]) * 100 * quantity + int(price[-2:])
