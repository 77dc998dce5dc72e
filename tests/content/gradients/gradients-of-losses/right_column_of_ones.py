import numpy as np


def with_ones(X):
    return np.hstack([X, np.ones((X.shape[0], 1))])


def squared_gradient(X, y, w, b):
    A = with_ones(X)
    g = 2 / len(y) * A.T.dot(A.dot(np.append(w, b)) - y)
    return g[:-1], float(g[-1])


def sigmoid(z):
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + small), small / (1 + small))


def logistic_gradient(X, y, w, b):
    A = with_ones(X)
    g = A.T.dot(sigmoid(A.dot(np.append(w, b))) - y) / len(y)
    return g[:-1], float(g[-1])


def softmax_gradient(X, y, W, b):
    A = with_ones(X)
    Z = A.dot(np.vstack([W, b]))
    Z = Z - np.max(Z, axis=1)[:, None]
    P = np.exp(Z - np.log(np.exp(Z).sum(axis=1))[:, None])
    g = A.T.dot(P - np.eye(W.shape[1])[y]) / len(y)
    return [g[:-1], g[-1]]
