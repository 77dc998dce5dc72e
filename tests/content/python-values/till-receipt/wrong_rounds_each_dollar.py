# The rest is as in the author's answer.
def line_total(price, quantity):
    return round(float(price) * quantity) * 100
