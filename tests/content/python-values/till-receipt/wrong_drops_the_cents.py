# The rest is as in the author's answer.
def line_total(price, quantity):
    return int(price.split(".")[0]) * 100 * quantity
