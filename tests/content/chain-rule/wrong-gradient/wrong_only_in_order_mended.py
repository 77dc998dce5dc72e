# The rest is as in the author's answer.
def power(value, n):
    size = abs(value.data)
    return Value(value.data**n, [(value, n * size ** (n - 1))])


def total(values):
    result = values[0]
    for value in values[1:]:
        result.data += value.data
        result.made_from.append((value, 1.0))
    return result
