def train(loss, slope, x, step, tolerance, limit):
    stable = False
    rounds = 0
    while not stable and rounds != limit:
        new = x - slope(x) * step
        if loss(new) < loss(x):
            stable = loss(x) - loss(new) < tolerance
            x = new
        else:
            step /= 2
        rounds += 1
    return rounds, x
