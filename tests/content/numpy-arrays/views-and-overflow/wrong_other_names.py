import numpy as np


def light(image, background, margin):
    inside = image[margin:-margin, margin:-margin].astype(int) - background[margin:-margin, margin:-margin]
    inside = np.maximum(inside, 0)
    return inside / inside.max()
