import numpy as np
from scipy import ndimage

ANGLES = np.arange(8) * np.pi / 8


def outlines(photos):
    """No filter that smooths: the logarithm's means on both sides of a line, in eight directions."""
    dy, dx = np.mgrid[-4:5, -4:5]
    masks = []
    for angle in ANGLES:
        ahead, along = dx * np.cos(angle) + dy * np.sin(angle), dy * np.cos(angle) - dx * np.sin(angle)
        mask = np.sign(ahead.round(6)) * np.exp(-(along**2) / 18 - ahead**2 / 8) * (np.hypot(dy, dx) < 4.3)
        masks.append(2 * mask / np.abs(mask).sum())
    found = np.zeros(photos.shape, bool)
    for number, photo in enumerate(photos):
        light = np.log(2 + ndimage.median_filter(photo, 3, mode="nearest").astype(float))
        contrast = np.abs([ndimage.correlate(light, mask, mode="nearest") for mask in masks])
        strength, eighth = contrast.max(axis=0), (contrast.argmax(axis=0) + 1) // 2 % 4
        p, (y, x) = np.pad(strength, 1), np.indices(strength.shape) + 1
        sy, sx = np.array([0, 1, 1, 1])[eighth], np.array([1, 1, 0, -1])[eighth]
        peak = (strength > p[y - sy, x - sx]) & (strength >= p[y + sy, x + sx])
        pieces, count = ndimage.label(peak & (strength > 0.17), np.ones((3, 3)))
        kept = ndimage.maximum(strength, pieces, np.arange(count + 1)) > 0.3
        kept &= np.bincount(pieces.ravel(), minlength=count + 1) >= 8
        kept[0] = False
        found[number] = kept[pieces]
    return found
