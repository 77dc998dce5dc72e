r"""From Sobel to Canny

Write the four steps of Canny's method. A picture is an array of shape `(rows, columns)`, of 8-bit integers or of
floats; what lies beyond its border is as the nearest pixel in it.

- `smooth(image, sigma)` returns floats: a weighted mean of rows, and of columns of that. The weights at the distances
  $k = -r, \dots, r$, with $r = 3\sigma$ rounded up, are proportional to $e^{-k^2 / 2\sigma^2}$ and add up to 1.
- `gradients(image)` returns `gx` and `gy`: at each pixel, the sum of the nine pixels around it times Sobel's weights.
  Those for `gx` are `[[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]`, as they lie over the picture; `gy` has their transpose.
  So `gx` is positive where the picture gets brighter to the right, `gy` where it does downwards.
- `thin(gx, gy)` returns the strengths, $\sqrt{g_x^2 + g_y^2}$, of the pixels it keeps, and 0 elsewhere. The
  gradient's direction is rounded to the nearest multiple of 45 degrees; in that direction and in the opposite one lie
  two neighbours. A pixel is kept if it is stronger than the one of them that comes first, read row by row from the
  left, and at least as strong as the other. Beyond the border, strength is 0. No direction in the checks lies halfway
  between two of those.
- `link(strength, low, high)` returns booleans: true where `strength` is above `high`; and where it is above `low` and
  a chain of such pixels leads to one above `high`, each touching the next by a side or a corner. `low` is not above
  `high`.

`canny` is given and puts them together. It is for you to write what `cv2`, `skimage` and `PIL` have ready, so none of
these may be used, nor SciPy's `gaussian_filter`, `gaussian_filter1d`, `sobel` and their like; the rest of
`scipy.ndimage` may.

```python
thin(np.array([[0.0, 40.0, 40.0, 0.0]]), np.zeros((1, 4)))       # array([[ 0., 40.,  0.,  0.]])
link(np.array([[90.0, 30.0, 0.0, 30.0, 50.0]]), 20.0, 80.0)      # array([[ True,  True, False, False, False]])
```
"""

import cv2
import numpy as np
from scipy import ndimage

from mlestone.proving import afterwards, altered, answer, check, expect, given, helper, hints, mistake

hints(
    "What can an 8-bit number not be, that a slope often is? And when two neighbours of an edge are equally strong, "
    "how many of them should "
    "stay?",
    "Shifted slices of a padded array put every pixel beside its neighbour, for all pixels at once. `np.arctan2(gy, "
    "gx)` tells the direction; rows "
    "count downwards, so 45 degrees point to the lower right.",
    "Opposite directions ask the same two neighbours, so four cases are enough: to the right, lower right, down, "
    "lower left. For linking, number the "
    "connected pieces of all that is above `low` (`ndimage.label` can be told that corners touch), and keep those "
    "that hold something above `high`.",
)

afterwards(
    "`cv2.Canny(image, low, high, L2gradient=True)` does the last three steps, for 8-bit pictures; it differs from "
    "yours in ties along the diagonals, "
    "where it wants a pixel to be stronger than both neighbours. `skimage.feature.canny` does all four, "
    "and interpolates between neighbours instead of rounding directions: it asks how strong the picture is exactly "
    "one pixel away, across the edge."
)


@helper
def _weighted(image, weights):
    """Each pixel's weighted sum over its column's neighbours."""
    reach = len(weights) // 2
    padded = np.pad(image, ((reach, reach), (0, 0)), mode="edge")
    return sum(weight * padded[at : at + len(image)] for at, weight in enumerate(weights))


@answer
def smooth(image: np.ndarray, sigma: float) -> np.ndarray:
    """Return `image`, averaged with bell-shaped weights of width `sigma`, as floats."""
    reach = int(np.ceil(3 * sigma))
    weights = np.exp(-((np.arange(-reach, reach + 1) / sigma) ** 2) / 2)
    weights /= weights.sum()
    return _weighted(_weighted(image.astype(float), weights).T, weights).T


@answer
def gradients(image: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return `gx` and `gy` of `image`, by Sobel's weights."""
    image = image.astype(float)
    change, mean = [-1, 0, 1], [1, 2, 1]
    return _weighted(_weighted(image, mean).T, change).T, _weighted(_weighted(image, change).T, mean).T


@answer
def thin(gx: np.ndarray, gy: np.ndarray) -> np.ndarray:
    """Return the strength of each pixel that is strongest across its edge, and 0 for the others."""
    strength = np.hypot(gx, gy)
    direction = np.round(np.arctan2(gy, gx) / (np.pi / 4)).astype(int) % 4
    around = np.pad(strength, 1)
    rows, columns = strength.shape
    kept = np.zeros((rows, columns))
    for number, (down, right) in enumerate([(0, 1), (1, 1), (1, 0), (1, -1)]):
        first = around[1 - down : 1 - down + rows, 1 - right : 1 - right + columns]
        other = around[1 + down : 1 + down + rows, 1 + right : 1 + right + columns]
        here = (direction == number) & (strength > first) & (strength >= other)
        kept[here] = strength[here]
    return kept


@answer
def link(strength: np.ndarray, low: float, high: float) -> np.ndarray:
    """Return where `strength` is above `high`, or above `low` and linked to such a pixel."""
    pieces, _ = ndimage.label(strength > low, structure=np.ones((3, 3)))
    return np.isin(pieces, pieces[strength > high])


@given
def canny(image: np.ndarray, sigma: float, low: float, high: float) -> np.ndarray:
    return link(thin(*gradients(smooth(image, sigma))), low, high)


@mistake(
    smooth,
    "Beyond the border everything is black here, so that every picture gets a dark frame, and an edge along it. What "
    "lies there instead?",
)
def dark_frame(image, sigma):
    reach = int(np.ceil(3 * sigma))
    weights = np.exp(-((np.arange(-reach, reach + 1) / sigma) ** 2) / 2)
    weights /= weights.sum()
    rows = ndimage.convolve1d(image.astype(float), weights, axis=0, mode="constant")
    return ndimage.convolve1d(rows, weights, axis=1, mode="constant")


no_share = mistake(
    smooth,
    "The weights do not add up to 1, so the picture gets brighter or darker, and thresholds mean something else for "
    "every width.",
)(altered({"weights /= weights.sum()": "pass"}))


@mistake(
    gradients,
    "The differences are taken in the picture's own 8 bits: a slope downwards wraps round to a large number, and so "
    "does a sum above 255.",
)
def stays_in_eight_bits(image):
    change, mean = np.array([-1, 0, 1]).astype(image.dtype), np.array([1, 2, 1]).astype(image.dtype)
    gx = _in_its_type(_in_its_type(image, mean).T, change).T
    return gx, _in_its_type(_in_its_type(image, change).T, mean).T


@mistake(
    gradients,
    "The gradients are cut off at 0 and at 255, as if they were a picture: an edge from bright to dark has a "
    "negative one, and a strong one goes up to "
    "four times 255.",
)
def cut_to_a_picture(image):
    gx, gy = gradients(image)
    return np.clip(gx, 0, 255), np.clip(gy, 0, 255)


@mistake(
    gradients,
    "The signs are reversed. A convolution turns its weights round before it lays them over the picture; here they "
    "are to lie as they are written.",
)
def turned_round(image):
    gx, gy = gradients(image)
    return -gx, -gy


@mistake(gradients, "`gx` and `gy` have changed places: a row of the picture is walked along by changing the column.")
def changed_places(image):
    return gradients(image)[::-1]


rounds_down = mistake(
    thin,
    "The direction is rounded down to a multiple of 45 degrees. Which neighbour should a gradient of 40 degrees ask,"
    " and which one does it "
    "ask here?",
)(altered({"np.round(np.arctan2": "np.floor(np.arctan2"}))

mirrored = mistake(
    thin,
    "The diagonals are exchanged: a gradient with both parts positive points to the right and, as rows count "
    "downwards, down.",
)(altered({"(1, 1), (1, 0), (1, -1)": "(1, -1), (1, 0), (1, 1)"}))

along_the_edge = mistake(
    thin,
    "Each pixel is compared with its neighbours along the edge, where all are about equally strong. The gradient "
    "points across it.",
)(altered({"[(0, 1), (1, 1), (1, 0), (1, -1)]": "[(1, 0), (1, -1), (0, 1), (1, 1)]"}))

two_pixels_wide = mistake(
    thin,
    "Where two pixels side by side are equally strong, as at every sharp step, both are kept, and the edge is two "
    "pixels wide.",
)(altered({"(strength > first)": "(strength > 0) & (strength >= first)"}))

one_of_two_is_none = mistake(
    thin,
    "Where two pixels side by side are equally strong, as at every sharp step, neither is stronger than the other, "
    "and the edge is gone.",
)(altered({"(strength >= other)": "(strength > other)"}))


@mistake(
    link,
    "What touches a strong pixel is taken, and what touches that is not: a chain is followed for one step only.",
)
def one_step(strength, low, high):
    strong = strength > high
    return strong | ((strength > low) & ndimage.binary_dilation(strong, np.ones((3, 3))))


touching_by_sides = mistake(
    link,
    "Only pixels with a side in common count as touching. A thin diagonal line goes from corner to corner.",
)(altered({", structure=np.ones((3, 3))": ""}))


@check("smooths like `cv2.GaussianBlur`, whatever the width", sizes=(1, 2, 5))
def smooths(learner, rng, size):
    for image, sigma in ((_picture(rng), float(rng.uniform(size - 0.4, size + 0.6))), (_floats(rng), float(size))):
        width = 2 * int(np.ceil(3 * sigma)) + 1
        blurred = cv2.GaussianBlur(image.astype(float), (width, width), sigma, borderType=cv2.BORDER_REPLICATE)
        expect(learner.smooth(image, sigma)).close(blurred)


@check("leaves a picture flat that is flat")
def stays_flat(learner, rng):
    level = int(rng.integers(90, 256))
    flat = np.full((9, 12), level, np.uint8)
    expect(learner.smooth(flat, float(rng.uniform(0.6, 2)))).close(np.full((9, 12), float(level)))


@check("has the gradients of `cv2.Sobel`, of floats")
def gradients_of_floats(learner, rng):
    _same_gradients(learner, _floats(rng))


@check("has the gradients of `cv2.Sobel`, of 8-bit pictures")
def gradients_of_bits(learner, rng):
    _same_gradients(learner, _picture(rng))


@check("keeps what is strongest across its edge, in every direction")
def keeps_the_strongest(learner, rng):
    gx, gy = (30 * cv2.GaussianBlur(rng.normal(size=(20, 24)), (0, 0), 1.2) for _ in range(2))
    expect(learner.thin(gx, gy)).close(thin(gx, gy))


@check("leaves one line of a sharp step, and of any two equals the first in reading order")
def sharp_step(learner, rng):
    at, height = int(rng.integers(3, 7)), float(rng.integers(20, 200))
    step = np.where(np.arange(10) < at, 10.0, 10.0 + height) * np.ones((8, 1))
    ties = height * rng.integers(-1, 2, size=(2, 9, 12))  # equals side by side in all eight directions
    for gx, gy in (ties, *(gradients(picture) for picture in (step, step.T, step[:, ::-1]))):
        expect(learner.thin(gx, gy)).close(thin(gx, gy))


@check("links chains of any length, round corners, and no others")
def links_chains(learner, rng):
    for strength, low, high in (*(_chains(rng) for _ in range(3)), _snake(rng)):
        expect(learner.link(strength, low, high)).equals(link(strength, low, high))


@check("takes what is above a threshold, not what is equal to it")
def above(learner, rng):
    low, high = float(rng.integers(10, 30)), float(rng.integers(50, 90))
    strength = np.array([[low, high, low + 1, 0, high + 1, high, low + 1, low], [0, 0, 0, 0, 0, 0, 0, low]])
    for below in (low, high):
        expect(learner.link(strength, below, high)).equals(link(strength, below, high))


@check("says in booleans that nothing is an edge where nothing is strong")
def nothing(learner, rng):
    for strength in (rng.uniform(0, 50, size=(6, 7)), np.zeros((6, 7))):
        expect(learner.link(strength, 20.0, 60.0)).equals(np.zeros((6, 7), bool)).has_dtype("bool")


@check("agrees with `cv2.Canny`, from gradients to edges")
def like_opencv(learner, rng):
    gx, gy, low, high, edges = _as_opencv_does(rng)
    expect(learner.link(learner.thin(gx, gy), low, high)).equals(edges)


@check("finds the same edges as the author's four steps, from the picture on")
def all_four(learner, rng):
    image, sigma = _picture(rng, (30, 36)), float(rng.uniform(0.8, 2))
    strength = thin(*gradients(smooth(image, sigma)))
    low, high = (float(np.quantile(strength[strength > 0], share)) for share in (0.3, 0.7))
    low, high = low + 1e-6, high + 1e-6
    both = learner.gradients(learner.smooth(image, sigma))
    expect(both).is_a(tuple, list, np.ndarray).has_length(2)
    expect(learner.link(learner.thin(*both), low, high)).equals(link(strength, low, high))


@check("leaves pictures as they were")
def leaves(learner, rng):
    expect(learner.smooth).leaves_unchanged(_picture(rng).astype(float), 1.0)
    expect(learner.gradients).leaves_unchanged(_picture(rng).astype(float))
    gx, gy = gradients(_picture(rng))
    expect(learner.thin).leaves_unchanged(gx, gy)
    expect(learner.link).leaves_unchanged(np.hypot(gx, gy), 30.0, 60.0)


@check("has been written, not called")
def own_work(learner, rng):
    ready = (f"{module}.{name}" for module in _WHERE for name in _READY)
    expect(learner.source).never_uses("cv2", "skimage", "PIL", *ready)


_READY = ("gaussian_filter", "gaussian_filter1d", "sobel", "prewitt", "gaussian_gradient_magnitude")
_WHERE = ("scipy.ndimage", "scipy.ndimage.filters")  # its old name


def _in_its_type(image, weights):
    """As `_weighted`, without leaving the type of the picture."""
    padded = np.pad(image, ((1, 1), (0, 0)), mode="edge")
    return weights[0] * padded[:-2] + weights[1] * padded[1:-1] + weights[2] * padded[2:]


def _floats(rng):
    return rng.normal(100, 30, size=(8, 11))


def _picture(rng, shape=(14, 17)):
    """Patches of grey with some noise, in 8 bits."""
    picture = np.full(shape, rng.uniform(60, 120))
    for _ in range(6):
        top, left = (int(rng.integers(0, length - 4)) for length in shape)
        picture[top : top + int(rng.integers(3, 12)), left : left + int(rng.integers(3, 12))] = rng.uniform(0, 255)
    return (picture + rng.normal(0, 6, shape)).clip(0, 255).astype(np.uint8)


def _same_gradients(learner, image):
    both = learner.gradients(image)
    expect(both).is_a(tuple, list, np.ndarray).has_length(2)
    for number, order in enumerate([(1, 0), (0, 1)]):
        expect(both[number]).close(cv2.Sobel(image.astype(float), cv2.CV_64F, *order, borderType=cv2.BORDER_REPLICATE))


def _chains(rng):
    """Weak lines that walk about, some from a strong pixel, on a ground of what is too weak."""
    low, high = float(rng.integers(20, 40)), float(rng.integers(60, 90))
    strength = rng.uniform(0, low, size=(26, 30)) * (rng.random((26, 30)) < 0.5)
    for number in range(5):
        row, column = int(rng.integers(0, 26)), int(rng.integers(0, 30))
        for step in range(25):
            strength[row, column] = rng.uniform(low + 0.5, high - 0.5)
            if step == 0 and number % 2 == 0:
                strength[row, column] = high + rng.uniform(1, 50)
            row, column = (row + int(rng.integers(-1, 2))) % 26, (column + int(rng.integers(-1, 2))) % 30
    return strength, low, high


def _snake(rng):
    """A weak line of 1,104 pixels, to and fro through the whole picture, with one strong pixel, at its end."""
    low, high = float(rng.integers(20, 40)), float(rng.integers(60, 90))
    strength = np.zeros((33, 64))
    strength[::2] = strength[1::4, -1] = strength[3::4, 0] = (low + high) / 2
    strength[0, 0] = high + 1
    return strength[:: rng.choice([-1, 1]), :: rng.choice([-1, 1])].copy(), low, high


def _as_opencv_does(rng):
    """Gradients in 16 bits, thresholds, OpenCV's edges. It breaks ties on diagonals in its own way: none is drawn."""
    while True:
        gx, gy = ((9000 * cv2.GaussianBlur(rng.normal(size=(30, 36)), (0, 0), 1.5)).astype(np.int16) for _ in range(2))
        low, high = float(rng.integers(1500, 2500)), float(rng.integers(3500, 4500))
        edges = cv2.Canny(gx, gy, low, high, L2gradient=True) > 0
        gx, gy = gx.astype(float), gy.astype(float)
        if np.array_equal(link(thin(gx, gy), low, high), edges):
            return gx, gy, low, high, edges
