# The rest is as in the author's answer.
def add(v, w):
    v = v + [0.0] * (len(w) - len(v))
    w = w + [0.0] * (len(v) - len(w))
    result, at = v[:], 0
    while at < len(w):
        result[at] += w[at]
        at += 1
    return result
