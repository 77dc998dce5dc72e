import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components


def banded(n, weights):
    """The matrix that puts weighted neighbours together; beyond the ends is the last one."""
    matrix, reach = np.zeros((n, n)), len(weights) // 2
    for at, weight in enumerate(weights):
        np.add.at(matrix, (np.arange(n), np.clip(np.arange(n) + at - reach, 0, n - 1)), weight)
    return matrix


def gaussian_filter1d(n, sigma):  # written here, whatever it is called
    reach = int(np.ceil(3 * sigma))
    bell = np.exp(-(np.arange(-reach, reach + 1.0) ** 2) / (2 * sigma**2))
    return banded(n, bell / bell.sum())


def smooth(image, sigma):
    rows, columns = image.shape
    return gaussian_filter1d(rows, sigma) @ image @ gaussian_filter1d(columns, sigma).T


def gradients(image):
    change, mean = ([banded(n, weights) for n in image.shape] for weights in ([-1, 0, 1], [1, 2, 1]))
    return mean[0] @ image @ change[1].T, change[0] @ image @ mean[1].T


def thin(gx, gy):
    strength = np.sqrt(gx**2 + gy**2)
    p, (y, x) = np.pad(strength, 1), np.indices(strength.shape) + 1
    number = np.round(np.arctan2(gy, gx) * 4 / np.pi).astype(int) % 4
    dy, dx = np.array([0, 1, 1, 1])[number], np.array([1, 1, 0, -1])[number]
    return np.where((strength > p[y - dy, x - dx]) & (strength >= p[y + dy, x + dx]), strength, 0)


def link(strength, low, high):
    number, weak = np.arange(strength.size).reshape(strength.shape), strength > low
    here = [np.s_[:, :-1], np.s_[:-1], np.s_[:-1, :-1], np.s_[:-1, 1:]]
    there = [np.s_[:, 1:], np.s_[1:], np.s_[1:, 1:], np.s_[1:, :-1]]
    both = [weak[a] & weak[b] for a, b in zip(here, there)]
    i, j = (np.hstack([number[at][kept] for at, kept in zip(side, both)]) for side in (here, there))
    graph = coo_array((np.ones(len(i)), (i, j)), shape=(strength.size, strength.size))
    _, part = connected_components(graph, directed=False)
    return np.isin(part, part[(strength > high).ravel()]).reshape(strength.shape) & weak


def canny(image, sigma, low, high):
    return link(thin(*gradients(smooth(image, sigma))), low, high)
