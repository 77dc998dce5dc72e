# The rest is as in the author's answer.
def descend(X, y, layers, rate, steps):
    for _ in range(steps):
        _, slopes = gradients(X, y, layers)
        layers = [(W - rate * by_W, b) for (W, b), (by_W, _) in zip(layers, slopes)]
    return layers
