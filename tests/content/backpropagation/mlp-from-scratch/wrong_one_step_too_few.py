# The rest is as in the author's answer.
def descend(X, y, layers, rate, steps):
    for _ in range(1, steps):
        _, slopes = gradients(X, y, layers)
        layers = [(W - rate * by_W, b - rate * by_b) for (W, b), (by_W, by_b) in zip(layers, slopes)]
    return layers
