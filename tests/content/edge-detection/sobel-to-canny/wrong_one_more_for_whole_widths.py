# The rest is as in the author's answer.
def smooth(image, sigma):
    reach = int(3 * sigma) + 1
    weights = np.exp(-((np.arange(-reach, reach + 1) / sigma) ** 2) / 2)
    weights /= weights.sum()
    return _weighted(_weighted(image.astype(float), weights).T, weights).T
