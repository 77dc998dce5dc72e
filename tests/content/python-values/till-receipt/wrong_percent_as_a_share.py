def line_total(price, quantity):
    return int(price.replace(".", "")) * quantity


def tax(net, percent):
    return (net * percent * 100 + 50) // 100


def change(paid, due):
    left = paid - due
    return (left // 100, left % 100 // 25, left % 25 // 10, left % 25 % 10 // 5, left % 5)


def split(total, friends):
    return (total // friends, total % friends)
