import cv2
import numpy as np


def outlines(photos):
    """Each photograph is made as bright as the brightest."""
    found = []
    for photo in photos:
        bright = np.clip(photo * (250 / np.percentile(photo, 99)), 0, 255).astype(np.uint8)
        found.append(cv2.Canny(cv2.GaussianBlur(cv2.medianBlur(bright, 7), (0, 0), 1.5), 5, 40, L2gradient=True) > 0)
    return np.array(found)
