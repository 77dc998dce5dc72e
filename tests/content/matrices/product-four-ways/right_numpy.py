import numpy as np


def product(a, b):
    return (np.array(a) @ np.array(b)).tolist()


def column(a, b, j):
    return (np.array(a) @ np.array([line[j] for line in b])).tolist()


def row(a, b, i):
    return (np.array(a[i]) @ np.array(b)).tolist()


def layers(a, b):
    a, b = np.array(a), np.array(b)
    if a.shape[1] != b.shape[0]:
        raise ValueError
    return [np.outer(a[:, k], b[k]).tolist() for k in range(len(b))]
