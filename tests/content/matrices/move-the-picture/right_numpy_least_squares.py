from functools import reduce

import numpy as np


def rotation(degrees):
    turned = np.exp(1j * np.radians(degrees))
    return [[float(turned.real), float(-turned.imag)], [float(turned.imag), float(turned.real)]]


def scaling(across, up):
    return np.diag([across, up]).tolist()


def shear(amount):
    return (np.eye(2) + amount * np.eye(2, k=1)).tolist()


def compose(*steps):
    return reduce(lambda done, step: np.array(step) @ done, steps, np.eye(2)).tolist()


def move(matrix, drawing):
    return (np.array(drawing).reshape(-1, 2) @ np.array(matrix).T).tolist()


def carrying(before, after):
    solution, *_ = np.linalg.lstsq(np.array(before, dtype=float), np.array(after, dtype=float), rcond=None)
    return solution.T.tolist()
