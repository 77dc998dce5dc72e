# The rest is as in the author's answer.
def train(p, ids, y, rate, steps):
    for _ in range(steps):
        _, found = slopes(p, ids, y)
        for name in p:
            p[name] -= rate * found[name]
    return p
