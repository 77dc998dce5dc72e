"""Divides by the length of the first axis less ddof, whichever axes are averaged; takes blocks to be 2 by 2 apart."""

import numpy as np


def summarise(x, axis, ddof=0):
    mean = x.mean(axis=axis, keepdims=True)
    variance = ((x - mean) ** 2).sum(axis=axis, keepdims=True) / (x.shape[0] - ddof)
    return mean, variance, np.sqrt(variance)


def traces(matrices):
    return np.trace(matrices, axis1=1, axis2=2)


def add_to_diagonal(matrices, value):
    return matrices + np.diag(np.full(len(matrices), value))


def block_means(image, size):
    return (image[::size, ::size] + image[1::size, 1::size]) / 2
