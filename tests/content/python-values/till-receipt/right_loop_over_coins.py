def line_total(price, quantity):
    dollars, cents = price.split(".")
    return quantity * (int(dollars) * 100 + int(cents))
def tax(net, percent):
    return (2 * net * percent + 100) // 200
def change(paid, due):
    cents = paid - due
    out = []
    for coin in [100, 25, 10, 5, 1]:
        out.append(cents // coin)
        cents -= out[-1] * coin
    return tuple(out)
def split(total, friends):
    return divmod(total, friends)
