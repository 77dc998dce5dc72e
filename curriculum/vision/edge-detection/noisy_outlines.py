r"""Noisy outlines

Children have made collages of cut paper, and a plotter is to draw their outlines. The photographs were taken with one
lamp beside the table: in the far corners there is a tenth of the light or less, and some photographs are darker
altogether. The paper is rough, which makes every pixel brighter or darker by some percent, and one pixel in thirty of
the old camera shows anything at all.

Write `outlines(photos)`. `photos` holds the photographs as 8-bit integers, in shape `(photos, rows, columns)`; it
returns booleans of the same shape, true where there is an edge between two papers; the table is covered with paper,
too. Of two papers that lie on each other, the brighter one reflects at least 1.4 times as much light.

The score is $F = 2M / (D + T)$, averaged over the photographs: $T$ is the number of true edge pixels, and $D$ that of
yours. $M$ is the smaller of two numbers: how many of yours have a true one no further away than the next pixel, by
side or corner, and how many of the true ones have one of yours as near. So it costs to miss edges, to invent them, to
draw them in the wrong place, and to draw them thick. A slight blur and `cv2.Canny(photo, 50, 150)` reach about
0.37; 0.89 can be reached, and about 0.84 is asked for.

To try things on, `collage` is given: it makes a photograph and its true edges, which are thin lines. No library is
forbidden.

```python
photo, truth = collage(np.random.default_rng(0))
outlines(photo[None]).shape    # (1, 150, 200)
```
"""

import cv2
import numpy as np

from mlestone.proving import (
    afterwards,
    altered,
    answer,
    baseline,
    challenge,
    check,
    data,
    expect,
    given,
    helper,
    hints,
    mistake,
    score,
)

hints(
    "A step from one paper to the next: how many grey levels is it under the lamp, and how many in the far corner? "
    "What about it is the same in "
    "both places?",
    "Three faults, three cures. Light multiplies; single wrong pixels should be thrown out rather than averaged in; "
    "and rough paper has to be "
    "averaged without the other side of an edge.",
    "A median filter comes first. Then take the logarithm, smooth it with a filter that leaves steps of more than "
    "0.3 alone "
    "(`cv2.bilateralFilter` takes floats), and set thresholds on the slopes of that: `cv2.Canny` also takes two "
    "arrays of slopes, in 16 bits.",
)

afterwards(
    "Cameras in factories divide by a photograph of white paper under the same lamp, instead of guessing the light "
    "from the picture. And the "
    "score here is a quick cousin of the one of the Berkeley Segmentation Dataset, which matches pixels one to one."
)

SHAPE = given((150, 200))


@given
def cut(rng: np.random.Generator) -> np.ndarray:
    """The corners of one piece of paper: a polygon, a star, a wheel or a disc."""
    points = int(rng.integers(4, 9))
    star, wheel = np.tile([1, rng.uniform(0.4, 0.6)], points), np.tile([1, 1, 0.7, 0.7], points)
    radii = [np.ones(points), star, wheel, np.ones(60)][rng.integers(4)] * rng.uniform(16, 42)
    angles = rng.uniform(0, 2 * np.pi) + np.arange(len(radii)) * 2 * np.pi / len(radii)
    centre = rng.uniform(20, [SHAPE[1] - 20, SHAPE[0] - 20])
    return (centre + radii[:, None] * np.column_stack([np.cos(angles), np.sin(angles)])).round().astype(np.int32)


@given
def collage(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """A photograph, and where its edges are."""
    paper, truth = np.full(SHAPE, 0.8), np.zeros(SHAPE, bool)
    tones = np.geomspace(0.2, 0.95, 40)
    for _ in range(int(rng.integers(5, 9))):
        corners = cut(rng)
        area = cv2.fillPoly(np.zeros(SHAPE, np.uint8), [corners], 1) > 0
        far = [tone for tone in tones if np.abs(np.log(tone / paper[area])).min() > np.log(1.4)]
        if far:
            paper[area], truth[area] = rng.choice(far), False
            truth |= cv2.polylines(np.zeros(SHAPE, np.uint8), [corners], True, 1) > 0
    rows, columns = np.indices(SHAPE)
    angle = rng.uniform(0, 2 * np.pi)
    squared = (columns - 100 - 90 * np.cos(angle)) ** 2 + (rows - 75 - 65 * np.sin(angle)) ** 2
    light = np.exp(rng.uniform(np.log(0.3), 0)) / (1 + squared / rng.uniform(50, 70) ** 2)
    seen = 255 * paper * light * np.exp(0.15 * rng.normal(size=SHAPE)) + rng.normal(size=SHAPE)
    seen = np.where(rng.random(SHAPE) < 1 / 30, rng.uniform(0, 255, SHAPE), seen)
    return seen.round().clip(0, 255).astype(np.uint8), truth


@helper
def slopes_to_edges(picture, low, high):
    """Canny's last three steps on any floats, with thresholds in the picture's own units."""
    gx, gy = (cv2.Sobel(picture, cv2.CV_64F, *order) for order in ((1, 0), (0, 1)))
    unit = 30000 / max(np.abs(gx).max(), np.abs(gy).max(), 1e-9)
    gx, gy = ((unit * slopes).astype(np.int16) for slopes in (gx, gy))
    return cv2.Canny(gx, gy, unit * low, unit * high, L2gradient=True) > 0


@answer
def outlines(photos: np.ndarray) -> np.ndarray:
    """Return where each of `photos` has its edges, as booleans of the same shape."""
    edges = np.zeros(photos.shape, bool)
    for number, photo in enumerate(photos):
        clean = cv2.medianBlur(photo, 5)
        logarithm = np.log(3 + clean.astype(np.float32))
        calm = cv2.bilateralFilter(logarithm, -1, 0.25, 2)
        edges[number] = slopes_to_edges(calm, 0.3, 0.6)
    return edges


@data
def a_class(rng):
    photos, truths = zip(*(collage(rng) for _ in range(12)))
    return challenge(inputs=(np.array(photos),), hidden=np.array(truths))


@score("mean F of the edges, with a tolerance of one pixel", better="higher", bar=0.89)
def mean_f(hidden, reply):
    found = np.asarray(reply) != 0
    return float(np.mean([_f(one, truth) for one, truth in zip(found, hidden, strict=True)]))


@baseline("smooths with a bell and calls cv2.Canny with the thresholds 50 and 150")
def as_in_the_tutorial(photos):
    return np.array([cv2.Canny(cv2.GaussianBlur(photo, (5, 5), 0), 50, 150) > 0 for photo in photos])


@mistake(
    outlines,
    "The same number of grey levels is asked for everywhere. Under the lamp, rough paper has as many; in the far "
    "corner, no edge does.",
)
def fixed_levels(photos):
    return np.array([cv2.Canny(cv2.medianBlur(photo, 7), 10, 60, L2gradient=True) > 0 for photo in photos])


@mistake(
    outlines,
    "Thresholds come from each photograph as a whole. That follows a photograph that is darker altogether, and not "
    "one that is bright at one end.",
)
def by_the_median(photos):
    return np.array([_canny_by_median(cv2.medianBlur(photo, 7)) for photo in photos])


specks_averaged_in = mistake(
    outlines,
    "Each wrong pixel is averaged in, and becomes a spot with an outline of its own. Which filter throws a single "
    "pixel out?",
)(altered({"cv2.medianBlur(photo, 5)": "cv2.GaussianBlur(photo, (0, 0), 1.5)"}))

corners_cut_off = mistake(
    outlines,
    "The light is dealt with, and the smoothing is wide enough for the roughest paper: so wide that the teeth of a "
    "wheel melt, and edges at corners lie "
    "pixels away from where they are.",
)(
    altered(
        {
            "cv2.bilateralFilter(logarithm, -1, 0.25, 2)": "cv2.GaussianBlur(logarithm, (0, 0), 4)",
            "calm, 0.3, 0.6": "calm, 0.15, 0.3",
        }
    )
)

thick_lines = mistake(
    outlines,
    "Every pixel with a strong slope is drawn, three and more side by side for one edge. How many of them can be "
    "right?",
)(
    altered(
        {
            "slopes_to_edges(calm, 0.3, 0.6)": (
                "np.hypot(cv2.Sobel(calm, -1, 1, 0), cv2.Sobel(calm, -1, 0, 1)) > 0.6"
            )
        }
    )
)

paper_drawn_too = mistake(
    outlines,
    "The thresholds let the paper's own roughness in: what is drawn is edges between papers, and as much besides.",
)(altered({"calm, 0.3, 0.6": "logarithm, 0.1, 0.3"}))


@check("returns booleans in the shape of the photographs")
def form(learner, rng):
    photos = np.array([collage(rng)[0] for _ in range(2)])
    expect(learner.outlines(photos)).is_a(np.ndarray).has_shape(*photos.shape).has_dtype("bool")


@check("says of a photograph the same, whichever others come with it")
def one_by_one(learner, rng):
    photos = np.array([collage(rng)[0] // darker for darker in (4, 1, 4)])
    together = learner.outlines(photos)
    expect(together).is_a(np.ndarray).has_shape(*photos.shape)
    expect(learner.outlines(photos[1:2])).equals(together[1:2])


@check("leaves the photographs as they were")
def leaves(learner, rng):
    expect(learner.outlines).leaves_unchanged(np.array([collage(rng)[0]]))


def _near(mask):
    return cv2.dilate(mask.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0


def _f(found, truth):
    matched = min((found & _near(truth)).sum(), (truth & _near(found)).sum())
    return 2 * matched / max(1, found.sum() + truth.sum())


def _canny_by_median(photo):
    middle = float(np.median(photo))
    return cv2.Canny(photo, 0.67 * middle, 1.33 * middle, L2gradient=True) > 0
