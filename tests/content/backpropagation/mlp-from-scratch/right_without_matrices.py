# The rest is as in the author's answer.
import math

_together = gradients


def gradients(X, y, layers):
    if len(X) > 20:
        return _together(X, y, layers)
    loss, slopes = 0.0, [(np.zeros(W.shape), np.zeros(b.shape)) for W, b in layers]
    for x, label in zip(X.tolist(), y.tolist()):
        values = [x]
        for at, (W, b) in enumerate(layers):
            sums = [b[j] + sum(h * W[i, j] for i, h in enumerate(values[-1])) for j in range(len(b))]
            values.append(sums if at == len(layers) - 1 else [math.tanh(s) for s in sums])
        top = max(values[-1])
        total = top + math.log(sum(math.exp(s - top) for s in values[-1]))
        loss += (total - values[-1][label]) / len(X)
        back = [(math.exp(s - total) - (j == label)) / len(X) for j, s in enumerate(values[-1])]
        for at in range(len(layers) - 1, -1, -1):
            (W, _), (by_W, by_b), before = layers[at], slopes[at], values[at]
            for j, g in enumerate(back):
                by_b[j] += g
                for i, h in enumerate(before):
                    by_W[i, j] += h * g
            back = [(1 - h * h) * sum(g * W[i, j] for j, g in enumerate(back)) for i, h in enumerate(before)]
    return loss, slopes
