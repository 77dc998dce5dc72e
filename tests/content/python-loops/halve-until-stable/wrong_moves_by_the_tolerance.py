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
            if abs(step * slope(x)) < tolerance:
                break
        else:
            step = step / 2
    return rounds, x
