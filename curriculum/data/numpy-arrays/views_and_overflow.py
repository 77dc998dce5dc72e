"""The picture that eats its source

A camera that is left in the dark still counts some light: its *dark frame*. `light` takes that off a picture, leaves out the edge, where the lens
is poor, and scales the rest. This is what users report:

- Hardly anything is left of a picture: it is black, with a white dot here and there.
- Places that are darker than the dark frame come out as the brightest of all.
- After the call the caller's own picture has changed, and the same call gives another result than before.

What `light(picture, dark, edge)` is meant to do: `picture` and `dark` have dtype `uint8` and one shape of two axes; `edge` is 1 or more. It looks at the
inside alone, that is, without the first `edge` and the last `edge` rows, and without as many columns at both sides. There the dark frame is taken
off the picture, and what would be below 0 is 0. The result is divided by the largest value that is left inside, which is more
than 0, and returned as an array of floats, from 0 to 1. Its shape is that of the inside. Neither argument changes.

Mend it. Name and order of the parameters stay.

```python
picture = np.array([[9, 9, 9, 9], [9, 50, 3, 9], [9, 30, 10, 9], [9, 9, 9, 9]], dtype=np.uint8)
dark = np.full((4, 4), 10, dtype=np.uint8)
light(picture, dark, 1)    # [[1.0, 0.0], [0.5, 0.0]]
```
"""

import numpy as np

from mlestone.proving import answer, bug, check, expect, hints, mistake, tolerance

tolerance(rtol=1e-6, atol=1e-6)

hints(
    "Which array does each line write into, and which dtype does that array have?",
    "Try the example. Print `picture` after the call, and `inside` after each line: where does the first wrong number turn up? `np.shares_memory` tells "
    "whether two arrays are windows on one block.",
    "A slice of an array is a view, `-=` writes into it, with 8 bits and no sign. And an array made like a `uint8` one is `uint8`, and cuts off every fraction.",
)


@answer
def light(picture: np.ndarray, dark: np.ndarray, edge: int) -> np.ndarray:
    """Return the light inside of `picture`, less the dark frame, from 0 to 1."""
    inside = picture[edge:-edge, edge:-edge].astype(np.int16)
    lit = np.maximum(inside - dark[edge:-edge, edge:-edge], 0)
    return lit / lit.max()


@bug(
    light,
    "All three faults are there: `inside` is a view of the caller's picture and is written to; the subtraction wraps around in `uint8`; and the fractions are cut "
    "off in an array of whole numbers.",
)
def writes_wraps_and_cuts(picture: np.ndarray, dark: np.ndarray, edge: int) -> np.ndarray:
    inside = picture[edge:-edge, edge:-edge]
    inside -= dark[edge:-edge, edge:-edge]
    inside[inside < 0] = 0
    result = np.zeros_like(inside)
    result[:] = inside / inside.max()
    return result


@mistake(
    light,
    "The caller's picture is safe: it is a copy that is written to. The subtraction still wraps around in `uint8`, and the fractions are still cut off.",
)
def copies_alone(picture, dark, edge):
    return writes_wraps_and_cuts(picture.copy(), dark, edge)


@mistake(
    light,
    "The caller's picture is safe and the fractions are there. The subtraction still has 8 bits and no sign: 3 - 10 is "
    "249, and a conversion that comes after it keeps that.",
)
def still_wraps(picture, dark, edge):
    inside = picture[edge:-edge, edge:-edge].copy()
    inside -= dark[edge:-edge, edge:-edge]
    return inside / inside.max()


@mistake(
    light,
    "The numbers come out right, and the caller's picture does not stay as it was: the differences are written back into a slice, which is a view.",
)
def still_writes_into_the_picture(picture, dark, edge):
    inside = picture[edge:-edge, edge:-edge]
    inside[:] = np.maximum(inside.astype(int) - dark[edge:-edge, edge:-edge], 0)
    return inside / inside.max()


@mistake(
    light,
    "View and wrap are mended, and every fraction has become 0. `//` rounds down, and an array of whole numbers cuts off what is written into it: which of "
    "the two is it here?",
)
def still_cuts_off_fractions(picture, dark, edge):
    inside = picture[edge:-edge, edge:-edge].astype(np.int16)
    inside = np.maximum(inside - dark[edge:-edge, edge:-edge], 0)
    result = np.zeros_like(inside)
    result[:] = inside / inside.max()
    return result


@mistake(
    light,
    "Places darker than the dark frame come out as light: without its sign, -7 is as good as 7. What were they to be?",
)
def drops_the_sign(picture, dark, edge):
    lit = np.abs(picture[edge:-edge, edge:-edge].astype(int) - dark[edge:-edge, edge:-edge])
    return lit / lit.max()


@mistake(
    light,
    "There are negative numbers in the result: the subtraction has got its sign back, and nothing is done about it.",
)
def leaves_negatives(picture, dark, edge):
    lit = picture[edge:-edge, edge:-edge].astype(int) - dark[edge:-edge, edge:-edge]
    return lit / lit.max()


@mistake(
    light,
    "This divides by the largest value a `uint8` can have. Divide by what? The prompt names it.",
)
def divides_by_255(picture, dark, edge):
    lit = np.maximum(picture[edge:-edge, edge:-edge].astype(int) - dark[edge:-edge, edge:-edge], 0)
    return lit / 255


@mistake(
    light,
    "The largest value is looked for in the whole picture. The edge, which is to be left out, has a say in it.",
)
def scales_by_the_edge(picture, dark, edge):
    lit = np.maximum(picture.astype(int) - dark, 0)
    return lit[edge:-edge, edge:-edge] / lit.max()


@mistake(
    light,
    "`int8` has a sign, and pays for it: it ends at 127, so that the bright half of a picture is negative.",
)
def converts_to_int8(picture, dark, edge):
    inside = picture[edge:-edge, edge:-edge].astype(np.int8)
    lit = np.maximum(inside - dark[edge:-edge, edge:-edge].astype(np.int8), 0)
    return lit / max(lit.max(), 1)


@check("returns floats from 0 to 1, with their fractions, where all is brighter than the dark frame")
def fractions(learner, rng):
    picture, dark = _frames(rng, (6, 7), darkest=40)
    expect(learner.light(picture, dark, 1)).close(light(picture, dark, 1)).has_dtype(np.floating)


@check("gives 0 where the picture is darker than the dark frame")
def darker(learner, rng):
    picture, dark = _frames(rng, (6, 7), darkest=0)
    expect(learner.light(picture, dark, 1)).close(light(picture, dark, 1))


@check("leaves out as many rows and columns as it is told", sizes=(1, 2, 3))
def edges(learner, rng, size):
    picture, dark = _frames(rng, (2 * size + 2, 2 * size + 4), darkest=40)
    expect(learner.light(picture, dark, size)).close(light(picture, dark, size))
    picture, dark = _frames(rng, (2 * size + 3, 2 * size + 1), darkest=0)
    expect(learner.light(picture, dark, size)).close(light(picture, dark, size))


@check("scales by the largest value inside, whatever the edge holds")
def bright_edge(learner, rng):
    picture, dark = _frames(rng, (6, 7), darkest=0)
    picture[0], dark[0] = 255, 0
    picture[1:-1, 1:-1] = np.minimum(picture[1:-1, 1:-1], 90)
    picture[2, 3], dark[2, 3] = 90, 10
    expect(learner.light(picture, dark, 1)).close(light(picture, dark, 1))


@check("finds its way with the brightest of pictures and the faintest light")
def ends_of_the_range(learner, rng):
    picture, dark = _frames(rng, (6, 7), darkest=0)
    picture[2, 2:4], dark[2, 2:4] = (255, 0), (0, 255)
    expect(learner.light(picture, dark, 1)).close(light(picture, dark, 1))
    picture, dark = rng.integers(0, 9, size=(6, 7), dtype=np.uint8), np.full((6, 7), 9, dtype=np.uint8)
    picture[3, 3] = 10
    expect(learner.light(picture, dark, 1)).close(light(picture, dark, 1))


@check("leaves the picture and the dark frame as they were, and gives the same again, also by the names of the parameters")
def arguments(learner, rng):
    picture, dark = _frames(rng, (6, 7), darkest=0)
    expect(learner.light).pure(picture, dark, 1)
    expect(learner.light).pure(picture, dark, 2)
    expect(learner.light(edge=2, dark=dark, picture=picture)).close(light(picture, dark, 2))


def _frames(rng, shape, darkest):
    """A picture with values from `darkest` on, some of them above 127, and a dark frame of up to 39, or up to 200 if `darkest` is 0."""
    picture = rng.integers(darkest, 256, size=shape, dtype=np.uint8)
    dark = rng.integers(0, 40, size=shape, dtype=np.uint8)
    middle = (shape[0] // 2, shape[1] // 2)
    if not darkest:
        faint = rng.random(shape) < 0.4
        picture[faint], dark[faint] = rng.integers(0, 40, size=faint.sum()), rng.integers(40, 200, size=faint.sum())
    picture[middle], dark[middle] = 180 + rng.integers(0, 60), rng.integers(1, 30)
    return picture, dark
