import numpy as np


def summarise(x, axis, ddof=0):
    mean = x.mean(axis=axis, keepdims=True)
    variance = x.var(axis=axis, ddof=ddof, keepdims=True)
    return mean, variance, np.sqrt(variance)


def traces(matrices):
    return np.trace(matrices, axis1=-2, axis2=-1)


def add_to_diagonal(matrices, value):
    return np.asarray(matrices, float) + np.diag(np.full(matrices.shape[-1], float(value)))


def block_means(image, size):
    h, w = image.shape
    left = np.kron(np.eye(h // size), np.ones((1, size)))
    right = np.kron(np.eye(w // size), np.ones((size, 1)))
    return left @ image @ right / size**2
