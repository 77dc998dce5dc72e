# The rest is as in the author's answer.
def add(v, w):
    if len(v) != len(w):
        raise ValueError
    result, at = v, 0
    while at < len(w):
        result[at] += w[at]
        at += 1
    return result
