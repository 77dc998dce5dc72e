# The rest is as in the author's answer.
descend = by_descent


def by_descent(X, y, steps):
    return descend(X, y, steps) if steps < 200 else least_squares(X, y)
