import math


def rotation(degrees):
    r = math.radians(degrees % 360)
    return [[math.cos(r), -math.sin(r)], [math.sin(r), math.cos(r)]]


def scaling(across, up):
    return [[across, 0], [0, up]]


def shear(amount):
    return [[1, amount], [0, 1]]


def compose(*steps):
    if not steps:
        return [[1, 0], [0, 1]]
    *rest, last = steps
    before = compose(*rest)
    return [[sum(x * y for x, y in zip(row, column)) for column in zip(*before)] for row in last]


def move(matrix, drawing):
    return [[sum(m * p for m, p in zip(row, point)) for row in matrix] for point in drawing]


def carrying(before, after):
    best = max(
        ((p[0] * q[1] - p[1] * q[0], i, j) for i, p in enumerate(before) for j, q in enumerate(before)),
        key=lambda found: abs(found[0]),
    )
    area, i, j = best
    (a, b), (c, d) = before[i], before[j]
    result = []
    for at in (0, 1):
        u, v = after[i][at], after[j][at]
        result.append([(u * d - b * v) / area, (a * v - u * c) / area])
    return result
