def line_total(price, quantity):
    return (int(price[:-3]) * 100 + int(price[-2:])) * quantity
def tax(net, percent):
    return net * percent // 100 + (net * percent % 100 >= 50)
def change(paid, due):
    cents = paid - due
    return cents // 100, cents % 100 // 25, cents % 100 % 25 // 10, cents % 100 % 25 % 10 // 5, cents % 5
def split(total, friends):
    return (total // friends, total % friends)
