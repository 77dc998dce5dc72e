# The rest is as in the author's answer.
def fits(a, b):
    assert len(a[0]) == len(b)


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
