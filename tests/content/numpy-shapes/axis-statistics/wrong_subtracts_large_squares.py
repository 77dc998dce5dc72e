import numpy as np


def summarise(x, axis, ddof=0):
    mean = x.mean(axis=axis, keepdims=True)
    variance = ((x**2).mean(axis=axis, keepdims=True) - mean**2) * (x.size // mean.size) / (x.size // mean.size - ddof)
    return mean, variance, np.sqrt(variance)


def traces(matrices):
    return np.trace(matrices, axis1=-2, axis2=-1)


def add_to_diagonal(matrices, value):
    return matrices + value * np.eye(matrices.shape[-1])


def block_means(image, size):
    h, w = image.shape
    return image.reshape(h // size, size, w // size, size).mean(axis=(1, 3))
