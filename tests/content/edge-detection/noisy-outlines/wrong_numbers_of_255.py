# The rest is as in the author's answer.
_right = outlines


def outlines(photos):
    return 255 * _right(photos).astype(np.uint8)
