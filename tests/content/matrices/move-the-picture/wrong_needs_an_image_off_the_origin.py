# The rest is as in the author's answer.
def from_columns(first, second):
    return [[first[0], second[0]], [first[1], second[1]]]


def carrying(before, after):
    for at, (x, y) in enumerate(before):
        if y == 0 and x != 0 and any(after[at]):
            first = [after[at][0] / x, after[at][1] / x]
        if x == 0 and y != 0:
            second = [after[at][0] / y, after[at][1] / y]
    return from_columns(first, second)
