def line_total(price, quantity):
    return int(price.replace(".", "")) * quantity
def tax(net, percent):
    return (net * percent + 50) // 100
def change(paid, due):
    rest = paid - due
    return rest // 100, rest % 100 // 25, rest % 25 // 10, rest % 10 // 5, rest % 5
def split(total, friends):
    return divmod(total, friends)
