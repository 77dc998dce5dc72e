import numpy as np
from scipy import ndimage


def outlines(photos):
    """Ridges of the strength, compared along rows or columns only, and pieces that hold something strong."""
    result = []
    for photo in photos:
        x = ndimage.gaussian_filter(np.log(ndimage.median_filter(photo, footprint=DISC).astype(float) + 3), 1)
        gx, gy = ndimage.sobel(x, axis=1), ndimage.sobel(x, axis=0)
        s = np.hypot(gx, gy)
        p = np.pad(s, 1)
        level = np.abs(gx) > np.abs(gy)
        before = np.where(level, p[1:-1, :-2], p[:-2, 1:-1])
        after = np.where(level, p[1:-1, 2:], p[2:, 1:-1])
        ridge = (s > before) & (s >= after)
        pieces, number = ndimage.label(ridge & (s > 0.4), np.ones((3, 3)))
        strongest = ndimage.maximum(s, pieces, np.arange(number + 1))
        strongest[0] = 0
        result.append((strongest > 0.8)[pieces])
    return np.array(result)


DISC = np.hypot(*np.mgrid[-2:3, -2:3]) < 2.5
