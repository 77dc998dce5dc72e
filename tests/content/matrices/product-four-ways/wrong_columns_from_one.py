# The rest is as in the author's answer.
def fits(a, b):
    if len(a[0]) != len(b):
        raise ValueError("shapes do not fit")


def column(a, b, j):
    fits(a, b)
    result = [0] * len(a)
    for k in range(len(b)):
        for i in range(len(a)):
            result[i] += b[k][j - 1] * a[i][k]
    return result
