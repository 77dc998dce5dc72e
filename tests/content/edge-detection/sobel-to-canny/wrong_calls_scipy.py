# The rest is as in the author's answer.
from scipy import ndimage as filters


def smooth(image, sigma):
    return filters.gaussian_filter(image.astype(float), sigma, mode="nearest", radius=int(np.ceil(3 * sigma)))
