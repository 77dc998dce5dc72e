r"""An array workbench

Write ten small functions. NumPy does the work: no loops, no comprehensions, nor what is a loop in disguise, such as `map` or
`np.vectorize`. What is passed in stays as it is. `x` is an array of any shape; a picture has dtype `uint8` and any shape. All that is
returned is an array, but for the share, which is a number.

- `grid(low, high, count)` returns `count` numbers at equal distances, from `low` to `high`, both included; `count` is 2 or more.
- `checkerboard(rows, columns)` returns zeros and ones of shape `(rows, columns)`: 0 at the top left, and no two neighbours in a row or
  column are equal. Both numbers are 1 or more.
- `blend(a, b, share)` returns $(1 - s)\,a + s\,b$ as floats, where $s$ is `share`, a float from 0 to 1, and `a` and `b` are pictures of one shape.
- `difference(a, b)` returns how far apart two pictures of one shape are, element by element, from 0 to 255.
- `brighten(picture, by)` returns a `uint8` picture in which every element is larger by `by`, a whole number from -255 to 255. What would be
  below 0 is 0, what would be above 255 is 255.
- `within(x, low, high)` returns the elements of `x` that are at least `low` and below `high`, one after the other, in their order, row by row.
- `without_code(x, code, value)` returns an array of floats in which each element that equals `code` is replaced by `value`. `x` may hold whole
  numbers or floats; `value` is a float.
- `share_above(x, limit)` returns, as a number from 0 to 1, which share of the elements is larger than `limit`.
- `project(a, b)` returns $\frac{a \cdot b}{b \cdot b}\,b$ for two vectors of floats of one length; `b` is not all zeros.
- `normals(a, b)` takes two arrays of shape `(n, 3)` and returns, in the same shape, the cross product of each row of `a` with its row of `b`.

```python
grid(0, 1, 5)                                                        # [0.0, 0.25, 0.5, 0.75, 1.0]
checkerboard(2, 4)                                                   # [[0, 1, 0, 1], [1, 0, 1, 0]]
brighten(np.array([10, 250], dtype=np.uint8), 9)                     # [19, 255]
without_code(np.array([7, -999]), -999, 0.5)                         # [7.0, 0.5]
project(np.array([3.0, 4.0]), np.array([2.0, 0.0]))                  # [3.0, 0.0]
normals(np.array([[1, 0, 0]]), np.array([[0, 1, 0]]))                # [[0, 0, 1]]
```
"""

import numpy as np

from mlestone.proving import answer, check, expect, hints, mistake, tolerance

tolerance(rtol=1e-6, atol=1e-6)

hints(
    "Which dtype does each step of yours have, and does the largest and the smallest value that may come out fit into it?",
    "Pictures need a wider dtype before anything is added or subtracted. Two comparisons are joined by `&`, each in brackets. `np.where`, `np.clip`, "
    "`np.linspace`, `np.cross` and `@` do much of the rest.",
    "A slice with steps can be written to: `board[::2, 1::2]` is every second place of every second row. The mean of a mask is a share.",
)


@answer
def grid(low: float, high: float, count: int) -> np.ndarray:
    """Return `count` numbers at equal distances, from `low` to `high`, both included."""
    return np.linspace(low, high, count)


@answer
def checkerboard(rows: int, columns: int) -> np.ndarray:
    """Return zeros and ones in turn, in shape (rows, columns), 0 at the top left."""
    board = np.zeros((rows, columns))
    board[::2, 1::2] = 1
    board[1::2, ::2] = 1
    return board


@answer
def blend(a: np.ndarray, b: np.ndarray, share: float) -> np.ndarray:
    """Return the picture `a` with the share of the picture `b` mixed in, as floats."""
    return (1 - share) * a.astype(float) + share * b.astype(float)


@answer
def difference(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return how far apart the elements of two pictures are."""
    return np.abs(a.astype(np.int16) - b.astype(np.int16))


@answer
def brighten(picture: np.ndarray, by: int) -> np.ndarray:
    """Return the picture with `by` added to every element, kept between 0 and 255, as uint8."""
    return np.clip(picture.astype(np.int16) + by, 0, 255).astype(np.uint8)


@answer
def within(x: np.ndarray, low: float, high: float) -> np.ndarray:
    """Return the elements of `x` from `low` on and below `high`, in their order."""
    return x[(x >= low) & (x < high)]


@answer
def without_code(x: np.ndarray, code: float, value: float) -> np.ndarray:
    """Return `x` as floats, with `value` wherever `x` equals `code`."""
    return np.where(x == code, value, x)


@answer
def share_above(x: np.ndarray, limit: float) -> float:
    """Return which share of the elements of `x` is larger than `limit`."""
    return np.mean(x > limit)


@answer
def project(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return the projection of the vector `a` on the vector `b`."""
    return (a @ b) / (b @ b) * b


@answer
def normals(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return the cross product of each row of `a` with its row of `b`, all of three components."""
    return np.cross(a, b)


@mistake(
    grid,
    "The upper end is missing: `np.arange` stops before it, as `range` does. Of `count` numbers, how many steps lie between the first and the last?",
)
def stops_before_the_end(low, high, count):
    return low + (high - low) / count * np.arange(count)


@mistake(
    checkerboard,
    "With an even number of columns every row is the same: the zeros and ones go on from row to row, and each row begins where the pair begins. "
    "What decides about a place besides its column?",
)
def makes_stripes(rows, columns):
    return (np.arange(rows * columns) % 2).reshape(rows, columns)


@mistake(
    blend,
    "The step from `a` to `b` is worked out in `uint8`: where `b` is the smaller one, it wraps around, and the mix gets brighter instead of darker.",
)
def steps_in_eight_bits(a, b, share):
    return a + share * (b - a)


@mistake(blend, "The two have changed places: with a share of 0 it is `a` that should come out whole.")
def mixes_the_other_way(a, b, share):
    return share * a.astype(float) + (1 - share) * b.astype(float)


@mistake(
    difference,
    "Two `uint8` are subtracted in `uint8`: one below zero is 255, and there is no sign left for `abs` to take off. "
    "A wider dtype that comes after the subtraction keeps the 255.",
)
def wraps_below_zero(a, b):
    return np.abs(a - b)


@mistake(
    brighten,
    "What is above 255 goes round: 260 has become 4. Either the sum was made in `uint8`, and a limit that comes later has nothing left to cut, or the way "
    "back to `uint8` comes before the limit.",
)
def goes_round(picture, by):
    return (picture.astype(int) + by).astype(np.uint8)


@mistake(within, "Elements that equal `high` are there too, and they were not asked for.")
def includes_the_upper_end(x, low, high):
    return x[(x >= low) & (x <= high)]


@mistake(
    without_code,
    "The array holds whole numbers, and stays one: a fraction that is written into it is cut off, without a word.",
)
def cuts_off_the_value(x, code, value):
    result = x.copy()
    result[x == code] = value
    return result.astype(float)


@mistake(
    without_code,
    "The value is written into the caller's array. Another name for an array is no copy of it.",
)
def writes_into_the_argument(x, code, value):
    result = x.astype(float, copy=False)
    result[result == code] = value
    return result


@mistake(share_above, "That is how many they are. A share of what?")
def counts_them(x, limit):
    return np.sum(x > limit)


@mistake(
    share_above,
    "This divides by the number of rows. In a table there are more elements than `len` says.",
)
def divides_by_the_rows(x, limit):
    return np.sum(x > limit) / len(x)


@mistake(
    project,
    "The dot product is divided by the length of `b` once. The vector `b` that it is multiplied with has that length too.",
)
def divides_by_the_length_once(a, b):
    return (a @ b) / np.linalg.norm(b) * b


@mistake(
    project,
    "`*` multiplies element by element. What does one write to have the products added up?",
)
def multiplies_elements(a, b):
    return a * b / (b * b).sum() * b


@mistake(normals, "All signs are turned: the cross product depends on which of the two comes first.")
def changes_the_order(a, b):
    return np.cross(b, a)


@check("spaces numbers evenly, with both ends", sizes=(2, 5, 11))
def evenly(learner, rng, size):
    for low, wide in zip(rng.integers(-90, 90, size=6) / 10, rng.integers(3, 90, size=6) / 10):
        low, high = float(low), float(low + wide)
        expect(learner.grid(low, high, size)).close(grid(low, high, size))
    for low, high in ((2.1, 5.4), (1.8, 2.1), (0.5, 0.9)):  # where steps that are added up go beyond the end, by rounding
        expect(learner.grid(low, high, size)).close(grid(low, high, size))


@check("lays zeros and ones in turn, with even and odd numbers of rows and columns")
def boards(learner, rng):
    for rows, columns in ((1, 1), (1, 4), (4, 1), (2, 2), (5, 6), (4, 5), (5, 5), (int(rng.integers(2, 9)), int(rng.integers(2, 9)))):
        expect(learner.checkerboard(rows, columns)).close(checkerboard(rows, columns))


@check("picks, replaces and counts by masks, in vectors and in tables")
def masks(learner, rng):
    for shape in ((9,), (3, 4), (2, 3, 4)):
        x = rng.integers(-6, 7, size=shape) / 2
        x.flat[0], x.flat[1], x.flat[2] = -2.0, 2.0, 2.5  # both ends, and one above
        x.flat[3:7] = (0.5, 1.5, -1.0, 3.0)
        expect(learner.within(x, -2.0, 2.0)).close(within(x, -2.0, 2.0))
        expect(learner.within(x, 50.0, 60.0)).has_shape(0)
        expect(learner.share_above(x, 2.0)).close(share_above(x, 2.0))
        expect(learner.without_code(x, 2.0, 0.25)).close(without_code(x, 2.0, 0.25))


@check("projects vectors and takes cross products of rows")
def products(learner, rng):
    for length in (2, 3, 6):
        a, b = rng.normal(size=length).round(1), rng.normal(size=length).round(1) + 3
        expect(learner.project(a, b)).close(project(a, b))
        expect(learner.project(-a, b)).close(project(-a, b))
    for n in (1, 3, 5):
        a, b = rng.integers(-5, 6, size=(n, 3)), rng.integers(-5, 6, size=(n, 3))
        a[0], b[0] = (1, 2, 3), (-2, 1, 4)
        expect(learner.normals(a, b)).close(normals(a, b))
        expect(learner.normals(a / 4, b)).close(normals(a / 4, b))


@check("mixes pictures, also where the second is the darker one")
def mixing(learner, rng):
    for shape in ((6,), (3, 4), (2, 3, 3)):
        a, b = _picture(rng, shape), _picture(rng, shape)
        for share in (0.0, 0.25, 0.7, 1.0):
            expect(learner.blend(a, b, share)).close(blend(a, b, share)).has_dtype(np.floating)


@check("tells how far pictures are apart, whichever is brighter, up to 255")
def apart(learner, rng):
    for shape in ((6,), (3, 4), (2, 3, 3)):
        a, b = _picture(rng, shape), _picture(rng, shape)
        a.flat[0], b.flat[0], a.flat[1], b.flat[1] = 255, 0, 0, 255
        expect(learner.difference(a, b)).close(difference(a, b))


@check("makes pictures brighter and darker between 0 and 255, as uint8")
def brightness(learner, rng):
    for shape in ((8,), (3, 4), (2, 3, 3)):
        picture = _picture(rng, shape)
        for by in (int(rng.integers(40, 90)), 255, 1, 0, -int(rng.integers(40, 90)), -255):
            expect(learner.brighten(picture, by)).close(brighten(picture, by)).has_dtype("uint8")


@check("replaces codes among whole numbers by fractions")
def codes(learner, rng):
    x = rng.integers(0, 9, size=(3, 4))
    x[0, 1] = x[2, 3] = -999
    expect(learner.without_code(x, -999, 0.75)).close(without_code(x, -999, 0.75)).has_dtype(np.floating)
    expect(learner.share_above(x, 4)).close(share_above(x, 4))
    expect(learner.within(x, 2, 7)).close(within(x, 2, 7))
    expect(learner.without_code(np.abs(x), -999, 0.75)).close(np.abs(x)).has_dtype(np.floating)
    near = np.array([-999.0, -998.999, 0.5])  # close to the code is another number
    expect(learner.without_code(near, -999.0, 0.75)).close(without_code(near, -999.0, 0.75))


@check("leaves its arguments as they are")
def arguments(learner, rng):
    a, b = _picture(rng, (3, 4)), _picture(rng, (3, 4))
    expect(learner.blend).leaves_unchanged(a, b, 0.25)
    expect(learner.difference).leaves_unchanged(a, b)
    expect(learner.brighten).leaves_unchanged(a, 40)
    x = np.array([[1.0, 2.0, 7.0], [2.0, 3.0, 0.0]])
    expect(learner.within).leaves_unchanged(x, 1.0, 3.0)
    expect(learner.without_code).leaves_unchanged(x, 2.0, 0.5)
    expect(learner.share_above).leaves_unchanged(x, 1.5)
    expect(learner.project).leaves_unchanged(x[0], x[1] + 1)
    expect(learner.normals).leaves_unchanged(x, x + 1)


@check("leaves the loops to NumPy")
def no_loops(learner, rng):
    expect(learner.source).no_loops()


def _picture(rng, shape):
    """Values all over 0 to 255, with both ends and their neighbours among them."""
    picture = rng.integers(0, 256, size=shape, dtype=np.uint8)
    picture.flat[-4:] = rng.permutation([0, 1, 254, 255])
    return picture
