# The rest is as in the author's answer.
def squared_gradient(X, y, w, b):
    misses = (X @ w + b - y)[:, None]
    return np.squeeze(2 * X.T @ misses / len(y)), float(2 * misses.mean())
