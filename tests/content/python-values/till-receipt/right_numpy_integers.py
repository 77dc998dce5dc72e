import numpy as np


def line_total(price, quantity):
    whole, cents = price.split(".")
    return quantity * int(whole + cents)


def tax(net, percent):
    return -(-(net * percent - 49) // 100)


def change(paid, due):
    left = paid - due
    small = np.int64(left % 100)
    return (left // 100, small // 25, small % 25 // 10, small % 25 % 10 // 5, small % 5)


def split(total, friends):
    more = total % friends
    return ((total - more) // friends, more)
