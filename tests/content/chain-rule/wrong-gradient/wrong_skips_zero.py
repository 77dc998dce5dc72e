# The rest is as in the author's answer.
def total(values):
    used = [value for value in values if value.data > 0]
    return Value(sum(value.data for value in used), [(value, 1.0) for value in used])
