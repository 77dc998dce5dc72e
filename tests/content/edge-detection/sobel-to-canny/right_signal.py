import numpy as np
from scipy import ndimage, signal


def smooth(image, sigma):
    reach = int(np.ceil(3 * sigma))
    bell = signal.windows.gaussian(2 * reach + 1, sigma)
    bell /= bell.sum()
    padded = np.pad(image.astype(np.float64), reach, mode="edge")
    return signal.convolve2d(signal.convolve2d(padded, bell[:, None], mode="valid"), bell[None], mode="valid")


def gradients(image):
    kernel = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    padded = np.pad(image.astype(np.float64), 1, mode="edge")
    return tuple(signal.correlate2d(padded, weights, mode="valid") for weights in (kernel, kernel.T))


def thin(gx, gy):
    """Pixel by pixel, by the angle of the slope between -90 and 90 degrees."""
    strength = np.hypot(gx, gy)
    with np.errstate(divide="ignore", invalid="ignore"):
        slope = np.nan_to_num(np.arctan(gy / gx))
    p, kept = np.pad(strength, 1), np.zeros(strength.shape)
    for y, x in np.argwhere(strength):
        dy, dx = [(1, 0), (1, -1), (0, 1), (1, 1), (1, 0)][round(slope[y, x] * 4 / np.pi) + 2]
        if p[y + 1 - dy, x + 1 - dx] < strength[y, x] >= p[y + 1 + dy, x + 1 + dx]:
            kept[y, x] = strength[y, x]
    return kept


def link(strength, low, high):
    pieces, _ = ndimage.label(strength > low, np.ones((3, 3), int))
    boxes = enumerate(ndimage.find_objects(pieces), 1)
    return np.isin(pieces, [at for at, box in boxes if (strength[box][pieces[box] == at] > high).any()])


def canny(image, sigma, low, high):
    return link(thin(*gradients(smooth(image, sigma))), low, high)
