# The rest is as in the author's answer.
_right = smooth


def smooth(image, sigma):
    return _right(image.astype(np.uint8), sigma)
