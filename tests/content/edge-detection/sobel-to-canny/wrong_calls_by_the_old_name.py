# The rest is as in the author's answer.
from scipy.ndimage import filters


def smooth(image, sigma):
    reach = int(np.ceil(3 * sigma))
    return filters.gaussian_filter(image.astype(float), sigma, mode="nearest", radius=reach)
