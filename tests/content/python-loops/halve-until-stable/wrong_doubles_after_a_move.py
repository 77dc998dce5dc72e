def train(loss, slope, x, step, tolerance, limit):
    first = step
    rounds = 0
    while rounds < limit:
        rounds += 1
        place = x - step * slope(x)
        if loss(place) < loss(x):
            improvement = loss(x) - loss(place)
            x = place
            step = step * 2
            if improvement < tolerance:
                break
        else:
            step = step / 2
    return rounds, x
