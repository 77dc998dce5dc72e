from decimal import ROUND_HALF_UP, Decimal, getcontext

getcontext().prec = 60


def line_total(price, quantity):
    return int(Decimal(price) * 100 * quantity)


def tax(net, percent):
    return int((Decimal(net) * percent / 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def change(paid, due):
    left = paid - due
    coins = []
    for coin in (100, 25, 10, 5, 1):
        number, left = divmod(left, coin)
        coins.append(number)
    return tuple(coins)


def split(total, friends):
    return divmod(total, friends)
