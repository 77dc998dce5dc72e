def fits(a, b):
    if len(a[0]) > len(b):
        raise ValueError("shapes do not fit")


def product(a, b):
    fits(a, b)
    result = []
    for i in range(len(a)):
        line = []
        for j in range(len(b[0])):
            total = 0
            for k in range(len(b)):
                total = total + a[i][k] * b[k][j]
            line.append(total)
        result.append(line)
    return result


def column(a, b, j):
    fits(a, b)
    result = [0] * len(a)
    for k in range(len(b)):
        for i in range(len(a)):
            result[i] += b[k][j] * a[i][k]
    return result


def row(a, b, i):
    fits(a, b)
    result = [0] * len(b[0])
    for k in range(len(b)):
        for j in range(len(b[0])):
            result[j] += a[i][k] * b[k][j]
    return result


def layers(a, b):
    fits(a, b)
    result = []
    for k in range(len(b)):
        layer = []
        for i in range(len(a)):
            layer.append([a[i][k] * number for number in b[k]])
        result.append(layer)
    return result
