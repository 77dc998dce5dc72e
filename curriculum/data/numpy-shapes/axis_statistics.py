"""Statistics along an axis

Write four small functions that people keep in every array toolbox. All arrays hold numbers, whole ones or floats; all
work is done by NumPy: no loops and no comprehensions, nor what is a loop in disguise, such as `map`, `np.vectorize` or
`np.apply_along_axis`. What is passed in stays as it is.

- `summarise(x, axis, ddof=0)` returns mean, variance and standard deviation, in this order, of `x` along `axis`, which
  is one axis or a tuple of axes, counted from the front or, when negative, from the back. The variance divides the
  sum of squared deviations by `n - ddof`, where `n` is how many numbers went into each mean, and is
  right also for large numbers that lie close together. Axes that are averaged away stay as axes of length 1, so that `x - mean` broadcasts.
- `traces(matrices)` returns the trace of every square matrix in an array of shape `(..., n, n)`. The result has
  shape `(...)`.
- `add_to_diagonal(matrices, value)` returns a new array of floats in which `value` is added to the diagonal of
  every matrix in `(..., n, n)`.
- `block_means(image, size)` cuts an image of shape `(h, w)` into square blocks of `size` by `size` pixels and
  returns the mean of each, in an array of shape `(h // size, w // size)`. `size` divides `h` and `w`.

```python
x = np.array([[1.0, 2.0, 3.0],
              [5.0, 6.0, 10.0]])
mean, variance, std = summarise(x, axis=1, ddof=1)
mean         # [[2.], [7.]]
variance     # [[1.], [7.]]
traces(np.array([[[1, 9], [9, 2]], [[3, 9], [9, 4]]]))    # [3, 7]
```
"""

import numpy as np

from mlestone.proving import answer, check, equivalent, expect, hints, mistake, tolerance

tolerance(rtol=1e-9, atol=1e-12)

hints(
    "Which axis of `x` is gone after the mean, and what would `x - mean` need in its place?",
    "Reductions take `axis` (also as a tuple), `keepdims` and, where it matters, `ddof`. A trace can be told which "
    "two axes make up the matrix.",
    "An image whose rows and columns are each split in two axes, blocks and pixels within a block, has four axes; "
    "a block's mean runs over two of them.",
)

equivalent("matrices.shape[-1] -> matrices.shape[-2]", "The matrices are square: both are n.")


@answer
def summarise(
    x: np.ndarray, axis: int | tuple[int, ...], ddof: int = 0
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return mean, variance and standard deviation of `x` along `axis`, which stays with length 1."""
    mean = x.mean(axis=axis, keepdims=True)
    variance = x.var(axis=axis, ddof=ddof, keepdims=True)
    return mean, variance, np.sqrt(variance)


@answer
def traces(matrices: np.ndarray) -> np.ndarray:
    """Return the trace of every matrix in `matrices`, of shape (..., n, n)."""
    return np.trace(matrices, axis1=-2, axis2=-1)


@answer
def add_to_diagonal(matrices: np.ndarray, value: float) -> np.ndarray:
    """Return a copy of `matrices`, of shape (..., n, n), with `value` added to every diagonal."""
    # An identity matrix broadcasts over whatever axes stand in front.
    return matrices + value * np.eye(matrices.shape[-1])


@answer
def block_means(image: np.ndarray, size: int) -> np.ndarray:
    """Return the mean of each block of `size` by `size` pixels of `image`, of shape (h, w)."""
    rows, columns = image.shape
    blocks = image.reshape(rows // size, size, columns // size, size)
    return blocks.mean(axis=(1, 3))


@mistake(
    summarise,
    "This averages over every axis but the given one. `axis` names the axis that is averaged away, not the one "
    "that is kept.",
)
def averages_over_the_other_axes(x, axis, ddof=0):
    named = {number % x.ndim for number in (axis if isinstance(axis, tuple) else (axis,))}
    others = tuple(number for number in range(x.ndim) if number not in named)
    variance = x.var(axis=others, ddof=ddof, keepdims=True)
    return x.mean(axis=others, keepdims=True), variance, np.sqrt(variance)


@mistake(
    summarise,
    "The numbers are right, but the averaged axis is gone, so `x - mean` fails or, worse, broadcasts along another "
    "axis. Reductions have an option that leaves it in place.",
)
def drops_the_axis(x, axis, ddof=0):
    return x.mean(axis=axis), x.var(axis=axis, ddof=ddof), x.std(axis=axis, ddof=ddof)


@mistake(
    summarise,
    "Variance and standard deviation come out as if `ddof` were 0: NumPy divides by n unless told otherwise, where "
    "pandas and R divide by n - 1.",
)
def forgets_ddof(x, axis, ddof=0):
    variance = x.var(axis=axis, keepdims=True)
    return x.mean(axis=axis, keepdims=True), variance, np.sqrt(variance)


@mistake(
    summarise,
    "The variance knows of `ddof`, the standard deviation does not: it is the root of another variance.",
)
def forgets_ddof_in_the_root(x, axis, ddof=0):
    mean, variance, _ = summarise(x, axis, ddof)
    return mean, variance, x.std(axis=axis, keepdims=True)


@mistake(
    summarise,
    "Of several axes, one alone is counted. How many numbers go into a mean over axes of lengths 2 and 4?",
)
def counts_one_axis_only(x, axis, ddof=0):
    mean = x.mean(axis=axis, keepdims=True)
    n = x.shape[axis[0] if isinstance(axis, tuple) else axis]
    variance = ((x - mean) ** 2).sum(axis=axis, keepdims=True) / (n - ddof)
    return mean, variance, np.sqrt(variance)


@mistake(
    summarise,
    "Mean of the squares minus square of the mean: right on paper. Of numbers around a million, both have twelve digits "
    "before the point, and the digits in which they differ are lost to rounding.",
)
def subtracts_large_squares(x, axis, ddof=0):
    mean = x.mean(axis=axis, keepdims=True)
    n = x.size // mean.size
    variance = ((x**2).mean(axis=axis, keepdims=True) - mean**2) * n / (n - ddof)
    return mean, variance, np.sqrt(np.maximum(variance, 0))


@mistake(
    summarise,
    "The caller's array has its mean taken off afterwards: `-=` writes into the array it stands behind, and that is the "
    "argument itself.",
)
def centres_the_argument(x, axis, ddof=0):
    result = summarise(x, axis, ddof)
    if x.dtype.kind == "f":
        x -= result[0]
    return result


@mistake(
    traces,
    "The traces are taken over the first two axes, which is where NumPy looks by default. In a stack, the matrices "
    "lie in the last two.",
)
def pairs_the_first_two_axes(matrices):
    return np.trace(matrices)


@mistake(
    add_to_diagonal,
    "The value lands on every element: a number broadcasts over the whole matrix. What has ones on its diagonal and "
    "zeros elsewhere?",
)
def adds_everywhere(matrices, value):
    return matrices + float(value)


@mistake(
    add_to_diagonal,
    "The copy has the dtype of the original, and an array of integers cuts off the fraction of whatever is written "
    "into it, without a word.",
)
def cuts_off_fractions(matrices, value):
    result = matrices.copy()
    index = np.arange(matrices.shape[-1])
    result[..., index, index] = result[..., index, index] + value
    return result


@mistake(
    add_to_diagonal,
    "The value is written into the caller's matrices. `np.asarray` makes no copy of an array that has the dtype already; "
    "neither does `=`.",
)
def writes_into_the_argument(matrices, value):
    result = np.asarray(matrices, dtype=float)
    index = np.arange(result.shape[-1])
    result[..., index, index] += value
    return result


@mistake(
    block_means,
    "The means of whole pixels come out whole: what follows the point is cut off. The mean of 1 and 2 is neither.",
)
def cuts_off_means(image, size):
    return block_means(image, size).astype(image.dtype)


@mistake(
    block_means,
    "Each mean runs over pixels that follow each other in memory, along a row, and not over a square: a reshape "
    "never moves an element. Which axes does it have to create so that rows are split as rows, columns as columns?",
)
def cuts_rows_into_pieces(image, size):
    rows, columns = image.shape
    return image.reshape(rows // size, columns // size, size * size).mean(axis=-1)


@check("summarises along each single axis, which stays with length 1")
def one_axis(learner, rng):
    x = _numbers(rng, (2, 3, 4))
    for axis in range(3):
        expect(learner.summarise(x, axis)).close(summarise(x, axis))


@check("sums the diagonal of each matrix in a stack, and of a single one")
def stacked_traces(learner, rng):
    for shape in ((3, 3), (2, 3, 3), (2, 3, 2, 2)):
        matrices = _numbers(rng, shape)
        expect(learner.traces(matrices)).close(traces(matrices))


@check("adds to diagonals only, whatever stands in front of the matrices")
def diagonals(learner, rng):
    for shape in ((3, 3), (2, 3, 3), (2, 3, 2, 2)):
        matrices = _numbers(rng, shape)
        expect(learner.add_to_diagonal(matrices, 10.0)).close(add_to_diagonal(matrices, 10.0))


@check("averages square blocks, also of an image that is not square", sizes=(1, 2, 3))
def blocks(learner, rng, size):
    image = _numbers(rng, (2 * size, 3 * size))
    expect(learner.block_means(image, size)).close(block_means(image, size))


@check("takes several axes at once, from the front and from the back")
def several_axes(learner, rng):
    x = _numbers(rng, (2, 3, 4))
    for axis in ((0, 1), (-1, 0), (0, 1, 2), -2):
        expect(learner.summarise(x, axis)).close(summarise(x, axis))


@check("divides by n - ddof, n counting the numbers behind each mean")
def degrees_of_freedom(learner, rng):
    x = _numbers(rng, (2, 3, 4))
    expect(learner.summarise(x, 1, ddof=1)).close(summarise(x, 1, ddof=1))
    expect(learner.summarise(x, (0, 2), ddof=2)).close(summarise(x, (0, 2), ddof=2))


@check("returns fractions, and diagonals as floats, for arrays of whole numbers")
def whole_numbers(learner, rng):
    counts = rng.integers(0, 9, size=(2, 3, 3))
    expect(learner.add_to_diagonal(counts, 0.5)).close(add_to_diagonal(counts, 0.5))
    expect(learner.add_to_diagonal(counts, 2)).close(add_to_diagonal(counts, 2)).has_dtype(np.floating)
    image = rng.integers(0, 9, size=(4, 6))
    image[:2, :2] = [[1, 2], [2, 2]]
    expect(learner.block_means(image, 2)).close(block_means(image, 2))
    expect(learner.summarise(image, 1)).close(summarise(image, 1))


@check("finds the variance of numbers around a million")
def large_numbers(learner, rng):
    x = 1e6 + _numbers(rng, (2, 3, 4))
    for axis in (1, (0, 2)):
        expect(learner.summarise(x, axis, ddof=1)).close(summarise(x, axis, ddof=1))


@check("leaves its arguments as they are")
def arguments(learner, rng):
    expect(learner.add_to_diagonal).leaves_unchanged(_numbers(rng, (2, 3, 3)), 1.0)
    expect(learner.summarise).leaves_unchanged(_numbers(rng, (2, 3, 4)), 1)
    expect(learner.traces).leaves_unchanged(_numbers(rng, (2, 3, 3)))
    expect(learner.block_means).leaves_unchanged(_numbers(rng, (4, 6)), 2)


@check("leaves the loops to NumPy")
def no_loops(learner, rng):
    expect(learner.source).no_loops()


def _numbers(rng, shape):
    """Random numbers that are easy to read when a check shows them."""
    return rng.normal(scale=5, size=shape).round(1)
