# The rest is as in the author's answer.
def dot(v, w):
    assert len(v) == len(w)
    return sum([v[at] * w[at] for at in range(len(v))])
