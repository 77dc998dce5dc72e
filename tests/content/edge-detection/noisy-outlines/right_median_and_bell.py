import cv2
import numpy as np


def outlines(photos):
    found = []
    for photo in photos:
        quiet = cv2.medianBlur(cv2.medianBlur(photo, 3), 5).astype(float)
        brightness = cv2.GaussianBlur(np.log(quiet + 2), (0, 0), 1.2)
        gx = cv2.Sobel(brightness, cv2.CV_64F, 1, 0)
        gy = cv2.Sobel(brightness, cv2.CV_64F, 0, 1)
        found.append(cv2.Canny((2000 * gx).astype(np.int16), (2000 * gy).astype(np.int16), 700, 1400) > 0)
    return np.stack(found)
