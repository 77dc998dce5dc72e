# The rest is as in the author's answer.
def squared_gradient(X, y, w, b):
    misses = X @ w + b - y
    return 2 * X.T @ misses / X.shape[1], 2 * misses.mean()
