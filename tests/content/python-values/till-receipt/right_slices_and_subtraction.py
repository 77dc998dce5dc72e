def line_total(price, quantity):
    dollars = int(price[:-3])
    cents = int(price[-2:])
    return (dollars * 100 + cents) * quantity


def tax(net, percent):
    hundredths = net * percent
    cents = hundredths // 100
    if hundredths - cents * 100 >= 50:
        cents += 1
    return cents


def change(paid, due):
    left = paid - due
    dollars = left // 100
    left -= dollars * 100
    quarters = left // 25
    left -= quarters * 25
    dimes = left // 10
    left -= dimes * 10
    nickels = left // 5
    left -= nickels * 5
    return [dollars, quarters, dimes, nickels, left]


def split(total, friends):
    share = total // friends
    return share, total - friends * share
