def train(loss, slope, x, step, tolerance, limit, rounds=0):
    if rounds == limit:
        return rounds, x
    place = x - step * slope(x)
    if not loss(place) < loss(x):
        return train(loss, slope, x, step / 2, tolerance, limit, rounds + 1)
    if loss(x) - loss(place) < tolerance:
        return rounds + 1, place
    return train(loss, slope, place, step, tolerance, limit, rounds + 1)
