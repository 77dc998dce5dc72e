import numpy as np


def squared_gradient(X, y, w, b):
    misses = (X @ w + b - y)[:, np.newaxis]
    return 2 * np.mean(X * misses, axis=0), 2 * np.mean(misses)


def logistic_gradient(X, y, w, b):
    slopes = np.exp(-np.logaddexp(0, -(X @ w + b))) - y
    return slopes @ X / len(y), np.mean(slopes)


def softmax_gradient(X, y, W, b):
    scores = X @ W + b
    slopes = np.exp(scores - np.logaddexp.reduce(scores, axis=1, keepdims=True))
    slopes -= np.eye(len(b))[y]
    return np.tensordot(X, slopes, axes=(0, 0)) / len(y), slopes.mean(0)
