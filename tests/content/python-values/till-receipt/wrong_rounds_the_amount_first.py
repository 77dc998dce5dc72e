def line_total(price, quantity):
    return int(price.replace(".", "")) * quantity
def tax(net, percent):
    return (net + 50) // 100 * percent
def change(paid, due):
    rest = paid - due
    d, rest = divmod(rest, 100)
    q, rest = divmod(rest, 25)
    t, rest = divmod(rest, 10)
    return (d, q, t, rest // 5, rest % 5)
def split(total, friends):
    return divmod(total, friends)
