# The rest is as in the author's answer.
_gradients = gradients


def value(X, y, layers):
    for W, b in layers[:-1]:
        X = np.tanh(X @ W + b)
    scores = X @ layers[-1][0] + layers[-1][1]
    return np.mean(np.logaddexp.reduce(scores, axis=1) - scores[np.arange(len(y)), y])


def gradients(X, y, layers):
    moved = [(W.copy(), b.copy()) for W, b in layers]
    slopes = [(np.zeros(W.shape), np.zeros(b.shape)) for W, b in layers]
    for pair, found in zip(moved, slopes):
        for part, by_part in zip(pair, found):
            for place in np.ndindex(part.shape):
                kept = part[place]
                part[place] = kept + 1e-5
                above = value(X, y, moved)
                part[place] = kept - 1e-5
                by_part[place] = (above - value(X, y, moved)) / 2e-5
                part[place] = kept
    return value(X, y, layers), slopes


def descend(X, y, layers, rate, steps):
    for _ in range(steps):
        slopes = _gradients(X, y, layers)[1]
        layers = [(W - rate * by_W, b - rate * by_b) for (W, b), (by_W, by_b) in zip(layers, slopes)]
    return layers
