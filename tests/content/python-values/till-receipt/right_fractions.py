import math
from fractions import Fraction


def line_total(price, quantity):
    return int(Fraction(price) * 100) * quantity


def tax(net, percent):
    return math.floor(Fraction(net * percent, 100) + Fraction(1, 2))


def change(paid, due):
    left = paid - due
    return left // 100, left % 100 // 25, left % 100 % 25 // 10, left % 100 % 25 % 10 // 5, left % 5


def split(total, friends):
    share, more = math.floor(Fraction(total, friends)), total % friends
    return share, more
