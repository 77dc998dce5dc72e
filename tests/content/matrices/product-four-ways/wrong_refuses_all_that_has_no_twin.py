def _fits(a, b):
    if len(a[0]) != len(b) or len(a) != len(b[0]):
        raise ValueError("no product")


def product(a, b):
    _fits(a, b)
    return [[sum(a[i][k] * b[k][j] for k in range(len(b))) for j in range(len(b[0]))] for i in range(len(a))]


def column(a, b, j):
    _fits(a, b)
    return [sum(x * line[j] for x, line in zip(r, b)) for r in a]


def row(a, b, i):
    _fits(a, b)
    return [sum(a[i][k] * b[k][j] for k in range(len(b))) for j in range(len(b[0]))]


def layers(a, b):
    _fits(a, b)
    return [[[r[k] * y for y in b[k]] for r in a] for k in range(len(b))]
