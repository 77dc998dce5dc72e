import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def windows(image, height, width):
    a, b = height // 2, width // 2
    return sliding_window_view(np.pad(image.astype("float64"), ((a, a), (b, b)), "edge"), (height, width))


def smooth(image, sigma):
    r = int(np.ceil(sigma * 3))
    w = np.exp(-(np.arange(-r, r + 1) ** 2) / (2 * sigma**2))
    w = w / np.sum(w)
    columns = np.einsum("ijk,k->ij", windows(image, 2 * r + 1, 1)[..., 0], w)
    return np.einsum("ijk,k->ij", windows(columns, 1, 2 * r + 1)[..., 0, :], w)


def gradients(image):
    sobel = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    near = windows(image, 3, 3)
    return np.stack([(near * sobel).sum((2, 3)), (near * sobel.T).sum((2, 3))])


def thin(gx, gy):
    strength = np.abs(gx + 1j * gy)
    turn = np.mod(np.angle(gx + 1j * gy), np.pi) / (np.pi / 4)
    near = sliding_window_view(np.pad(strength, 1), (3, 3)).reshape(*strength.shape, 9)
    sector = np.rint(turn).astype(int) % 4
    before = np.choose(sector, [near[..., 3], near[..., 0], near[..., 1], near[..., 2]])
    after = np.choose(sector, [near[..., 5], near[..., 8], near[..., 7], near[..., 6]])
    return strength * ((strength > before) & (strength >= after))


def link(strength, low, high):
    edges = strength > high
    while True:
        grown = sliding_window_view(np.pad(edges, 1), (3, 3)).any(axis=(2, 3)) & (strength > low)
        if (grown == edges).all():
            return edges
        edges = grown
