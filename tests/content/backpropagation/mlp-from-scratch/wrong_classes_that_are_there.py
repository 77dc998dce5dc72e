# The rest is as in the author's answer.
_gradients = gradients


def gradients(X, y, layers):
    loss, slopes = _gradients(X, y, layers)
    inputs = X
    for W, b in layers[:-1]:
        inputs = np.tanh(inputs @ W + b)
    scores = (inputs @ layers[-1][0] + layers[-1][1])[:, np.unique(y)]
    tops = scores.max(axis=1, keepdims=True)
    P = np.exp(scores - tops)
    P = P / P.sum(axis=1, keepdims=True)
    return -np.log(P[np.arange(len(y)), np.searchsorted(np.unique(y), y)]).mean(), slopes
