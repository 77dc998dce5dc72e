def line_total(price, quantity):
    from decimal import Decimal
    return int(Decimal(price) * quantity * 100)
def tax(net, percent):
    from decimal import Decimal, ROUND_HALF_UP
    return int((Decimal(net) * percent / 100).quantize(Decimal("1"), rounding=ROUND_HALF_UP))
def change(paid, due):
    rest = paid - due
    d, rest = divmod(rest, 100)
    q, rest = divmod(rest, 25)
    t, rest = divmod(rest, 10)
    return (d, q, t, rest // 5, rest % 5)
def split(total, friends):
    return divmod(total, friends)
