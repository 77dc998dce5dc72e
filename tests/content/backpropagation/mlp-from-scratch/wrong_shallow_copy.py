# The rest is as in the author's answer.
def descend(X, y, layers, rate, steps):
    layers = layers.copy()
    for _ in range(steps):
        for (W, b), (by_W, by_b) in zip(layers, gradients(X, y, layers)[1]):
            W -= rate * by_W
            b -= rate * by_b
    return layers
