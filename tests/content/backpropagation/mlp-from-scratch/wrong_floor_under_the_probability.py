# The rest is as in the author's answer.
_gradients = gradients


def gradients(X, y, layers):
    scores = X
    for W, b in layers[:-1]:
        scores = np.tanh(scores @ W + b)
    scores = scores @ layers[-1][0] + layers[-1][1]
    P = np.exp(scores - scores.max(axis=1, keepdims=True))
    P = P / P.sum(axis=1, keepdims=True)
    return -np.log(np.clip(P[np.arange(len(y)), y], 1e-15, 1)).mean(), _gradients(X, y, layers)[1]
