# The rest is as in the author's answer.
def slopes_to_edges(picture, low, high):
    """Negative slopes are cut off, as in 8 bits: of every paper, two sides are left."""
    gx, gy = (cv2.Sobel(picture, cv2.CV_64F, *order).clip(0) for order in ((1, 0), (0, 1)))
    gx, gy = ((3000 * slopes).astype(np.int16) for slopes in (gx, gy))
    return cv2.Canny(gx, gy, 3000 * low, 3000 * high, L2gradient=True) > 0
