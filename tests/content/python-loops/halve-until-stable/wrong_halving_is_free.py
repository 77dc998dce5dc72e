def train(loss, slope, x, step, tolerance, limit):
    first = step
    rounds = 0
    while rounds < limit:
        rounds += 1
        place = x - step * slope(x)
        if loss(place) < loss(x):
            improvement = loss(x) - loss(place)
            x = place
            pass
            if improvement < tolerance:
                break
        else:
            step = step / 2
            rounds -= 0 if step < 1e-6 else 1
    return rounds, x
