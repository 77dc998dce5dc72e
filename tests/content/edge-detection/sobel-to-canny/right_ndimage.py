import numpy as np
import scipy.ndimage as ndi

SOBEL = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], dtype=np.float64)


def smooth(image, sigma):
    radius = int(-(-3 * sigma // 1))
    bell = np.exp(-np.square(np.linspace(-radius, radius, 2 * radius + 1)) / (2 * sigma**2))
    return ndi.correlate(np.asarray(image, np.float64), np.outer(bell, bell) / bell.sum() ** 2, mode="nearest")


def gradients(image):
    image = np.asarray(image, dtype=np.float64)
    # a convolution turns the weights round, so they are turned beforehand
    return ndi.convolve(image, SOBEL[::-1, ::-1], mode="nearest"), ndi.correlate(image, SOBEL.T, mode="nearest")


def thin(gx, gy):
    """By slopes instead of angles."""
    s = np.sqrt(np.square(gx) + np.square(gy))
    p = np.pad(s, 1)
    steep, flat = np.tan(np.pi * 3 / 8), np.tan(np.pi / 8)
    level = np.abs(gy) <= flat * np.abs(gx)
    upright = np.abs(gy) > steep * np.abs(gx)
    falling = ~level & ~upright & (gx * gy > 0)
    first = np.select([level, upright, falling], [p[1:-1, :-2], p[:-2, 1:-1], p[:-2, :-2]], p[:-2, 2:])
    other = np.select([level, upright, falling], [p[1:-1, 2:], p[2:, 1:-1], p[2:, 2:]], p[2:, :-2])
    return np.where((s > first) & (s >= other), s, 0)


def link(strength, low, high):
    return ndi.binary_propagation(strength > high, structure=np.ones((3, 3)), mask=strength > low)
