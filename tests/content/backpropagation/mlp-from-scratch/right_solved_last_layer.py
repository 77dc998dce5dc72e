# The rest is as in the author's answer.
def fit(X, y):
    # A first layer at random, and the last one by least squares of the codes -4 and 4.
    rng = np.random.default_rng(5)
    W, b = rng.normal(0, 2, (2, 60)), rng.normal(0, 2, 60)
    H = np.hstack([np.tanh(X @ W + b), np.ones((len(X), 1))])
    V = np.linalg.solve(H.T @ H + 0.01 * np.eye(61), H.T @ (8 * np.eye(max(y) + 1)[y] - 4))
    return [(W, b), (V[:-1], V[-1])]
