def train(loss, slope, x, step, tolerance, limit):
    here = loss(x)
    for done in range(1, limit + 1):
        place = x - step * slope(x)
        there = loss(place)
        if there >= here:
            step *= 0.5
            continue
        gained = here - there
        x, here = place, there
        if gained < tolerance:
            return done, x
    return limit, x
