# The rest is as in the author's answer.
def by_customer(orders):
    g = {}
    for c, a, n in orders:
        if n > 0:
            g.setdefault(c, []).append((a, n))
    return g
