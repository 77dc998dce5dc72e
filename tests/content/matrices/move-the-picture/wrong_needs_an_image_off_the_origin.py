from math import cos, pi, sin


def from_columns(first, second):
    return [[first[0], second[0]], [first[1], second[1]]]


def rotation(degrees):
    t = degrees * pi / 180
    return from_columns((cos(t), sin(t)), (cos(t + pi / 2), sin(t + pi / 2)))


def scaling(across, up):
    return from_columns((across, 0), (0, up))


def shear(amount):
    return from_columns((1, 0), (amount, 1))


def move(matrix, drawing):
    moved = []
    for x, y in drawing:
        moved.append([row[0] * x + row[1] * y for row in matrix])
    return moved


def compose(*steps):
    axes = [[1, 0], [0, 1]]
    for step in steps:
        axes = move(step, axes)
    return from_columns(*axes)


def carrying(before, after):
    for at, (x, y) in enumerate(before):
        if y == 0 and x != 0 and any(after[at]):
            first = [after[at][0] / x, after[at][1] / x]
        if x == 0 and y != 0:
            second = [after[at][0] / y, after[at][1] / y]
    return from_columns(first, second)
