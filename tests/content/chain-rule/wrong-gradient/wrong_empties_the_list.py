# The rest is as in the author's answer.
def total(values):
    result = Value(0.0)
    while values:
        result = result + values.pop()
    return result
