# The rest is as in the author's answer.
def link(strength, low, high):
    return ndimage.binary_dilation(strength > high, np.ones((3, 3)), iterations=100, mask=strength > low)
