# The rest is as in the author's answer.
def fits(a, b):
    if len(a[0]) != len(b):
        raise ValueError("shapes do not fit")


def row(a, b, i):
    fits(a, b)
    result = [0] * len(b[0])
    a = [[x + 0 for x in line] for line in a]
    for k in range(len(b)):
        for j in range(len(b[0])):
            result[j] += (a[i][k] or 0) * (b[k][j] or 0)
    return result
