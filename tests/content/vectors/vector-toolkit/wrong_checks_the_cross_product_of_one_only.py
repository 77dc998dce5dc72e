# The rest is as in the author's answer.
def cross(v, w):
    if len(v) != 3:
        raise ValueError
    first = v[1] * w[2] - v[2] * w[1]
    second = -(v[0] * w[2] - v[2] * w[0])
    third = v[0] * w[1] - v[1] * w[0]
    return [first, second, third]
