r"""Broadcasting on purpose

Write four functions that whole arrays go through at once. NumPy does the work: no loops, no comprehensions, nor
what is a loop in disguise (`map`, `np.vectorize`, `np.apply_along_axis`), and nothing from SciPy or scikit-learn. What is
passed in stays as it is.

- `distances(a, b)` returns the Euclidean distance from each of `n` points to each of `m` others: `a` has shape
  `(n, d)`, `b` has shape `(m, d)`, the result `(n, m)`. Equal points are 0 apart, but for rounding, and never `nan`. The table of all
  coordinate differences, of shape `(n, m, d)`, may be too large for the memory: 1,200 points, 1,000 others and 300
  dimensions make it 2.9 GB, and there is 1 GB.
- `row_shares(counts)` divides numbers that are not negative by the sum of the row they stand in. Rows lie along the
  last axis of an array of shape `(..., k)`. A row that is all zeros stays all zeros.
- `one_hot(labels, classes)` takes whole numbers from -1 to `classes - 1`, in an array of any shape `(...)`, and returns
  zeros and ones (of any dtype) of shape `(..., classes)`: a one where the label says, elsewhere zeros. The label -1
  stands for "unknown" and gives zeros only.
- `accuracy(y_true, y_pred)` returns, as a number, the share of labels that agree. Each argument holds one label or
  more, as a vector of shape `(n,)` or as a column of shape `(n, 1)`; both mean the same. If the two do not hold equally
  many labels, it raises `ValueError`.

```python
distances(np.array([[0.0, 0.0], [3.0, 4.0]]), np.array([[3.0, 0.0]]))    # [[3.], [4.]]
row_shares(np.array([[1, 3], [0, 0]]))                # [[0.25, 0.75], [0., 0.]]
one_hot(np.array([2, -1]), 3)                         # [[0., 0., 1.], [0., 0., 0.]]
accuracy(np.array([4, 7]), np.array([[4], [9]]))      # 0.5
```
"""

import numpy as np

from mlestone.proving import answer, check, equivalent, expect, hints, mistake, tolerance

tolerance(rtol=1e-6, atol=1e-6)

hints(
    "Write the shapes of both operands under each other, right-aligned: which lengths meet, and where would an axis "
    "of length 1 make the right ones meet?",
    "`x[..., None]` appends an axis of length 1, and `keepdims` leaves one where a sum has been. For the distances, "
    "multiply $(a - b)^2$ out: which of the three terms needs both sets of points?",
    "$\\lVert a-b \\rVert^2 = \\lVert a \\rVert^2 + \\lVert b \\rVert^2 - 2\\,a \\cdot b$, and all the products "
    "$a \\cdot b$ are one product of matrices. Rounding may leave that a little below zero.",
)

equivalent(
    "np.where(totals == 0, 1, totals) -> np.where(totals == 0, 2, totals)",
    "Numbers that are not negative add up to 0 only if all are 0, and 0 is 0 whatever it is divided by.",
)


@answer
def distances(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return the distance of each row of `a`, (n, d), from each row of `b`, (m, d), in shape (n, m)."""
    squares = (a**2).sum(axis=1)[:, None] + (b**2).sum(axis=1)  # (n, 1) and (m,) make (n, m)
    return np.sqrt(np.maximum(squares - 2 * a @ b.T, 0))


@answer
def row_shares(counts: np.ndarray) -> np.ndarray:
    """Return `counts`, of shape (..., k), divided by the sums over the last axis; rows of zeros stay."""
    totals = counts.sum(axis=-1, keepdims=True)
    return counts / np.where(totals == 0, 1, totals)


@answer
def one_hot(labels: np.ndarray, classes: int) -> np.ndarray:
    """Return zeros and ones of shape (..., classes) for `labels` of shape (...); -1 gives zeros."""
    return (labels[..., None] == np.arange(classes)).astype(float)


@answer
def accuracy(y_true: np.ndarray, y_pred: np.ndarray) -> float:
    """Return the share of labels that agree; each argument has shape (n,) or (n, 1)."""
    if y_true.size != y_pred.size:
        raise ValueError(f"{y_true.size} true labels, {y_pred.size} predicted ones")
    return float(np.mean(y_true.ravel() == y_pred.ravel()))


@mistake(
    distances,
    "The numbers are right until the memory is full: `a[:, None] - b` is an array of shape (n, m, d). What is left "
    "of $(a - b)^2$, multiplied out, that needs both sets of points at once?",
)
def holds_every_difference(a, b):
    if len(a) * len(b) * a.shape[1] > 100_000_000:
        np.empty(1 << 46)  # fails on every machine the way the differences do where memory is limited
    return np.sqrt(((a[:, None, :] - b) ** 2).sum(axis=-1))


@mistake(
    distances,
    "Between equal points the squared distance comes out as something like -1e-14, by rounding, and the root of "
    "that is nan.",
)
def takes_roots_of_rounding_errors(a, b):
    return np.sqrt((a**2).sum(axis=1)[:, None] + (b**2).sum(axis=1) - 2 * a @ b.T)


@mistake(distances, "These are squared distances: twice as far counts four times.")
def forgets_the_root(a, b):
    return np.maximum((a**2).sum(axis=1)[:, None] + (b**2).sum(axis=1) - 2 * a @ b.T, 0)


@mistake(
    distances,
    "Both sums of squares have shape (n,) or (m,) and lie along the same axis when they are added. One of them "
    "belongs to the rows of the table.",
)
def adds_both_along_columns(a, b):
    return np.sqrt(np.maximum((a**2).sum(axis=1) + (b**2).sum(axis=1) - 2 * a @ b.T, 0))


@mistake(
    row_shares,
    "A sum over rows has shape (n,), and broadcasting aligns from the right: it divides column j by the sum of row "
    "j. In a square table nothing complains; where did the summed axis go?",
)
def divides_columns_by_sums_of_rows(counts):
    totals = counts.sum(axis=-1)
    totals = np.where(totals == 0, 1, totals)
    return counts / totals


@mistake(row_shares, "Each column adds up to 1 here. `axis` names the axis that is summed away: which one runs along a row?")
def shares_of_columns(counts):
    totals = counts.sum(axis=0, keepdims=True)
    totals = np.where(totals == 0, 1, totals)
    return counts / totals


@mistake(
    row_shares,
    "Every sum below 1 is raised to 1, not only that of a row of zeros: a row of small fractions stays as it was.",
)
def divides_by_at_least_one(counts):
    return counts / np.maximum(counts.sum(axis=-1, keepdims=True), 1)


@mistake(row_shares, "A row of zeros is divided by its sum, and 0 / 0 is nan; one nan is enough to spoil every mean after it.")
def divides_by_nothing(counts):
    with np.errstate(invalid="ignore"):
        return counts / counts.sum(axis=-1, keepdims=True)


@mistake(
    row_shares,
    "Axis 1 is the last one in a table, and a middle one in a stack of tables. Which number means the last axis, "
    "however many there are?",
)
def counts_axes_from_the_front(counts):
    totals = counts.sum(axis=min(1, counts.ndim - 1), keepdims=True)
    totals = np.where(totals == 0, 1, totals)
    return counts / totals


@mistake(one_hot, "The label -1 lands in the last class: as an index, -1 counts from the end.")
def takes_unknown_for_the_last_class(labels, classes):
    return np.eye(classes)[labels]


@mistake(
    one_hot,
    "The number of classes is read off the labels, so the shape changes with the batch: the highest classes are "
    "missing whenever nobody in the batch belongs to them.",
)
def counts_the_classes_it_sees(labels, classes):
    return (labels[..., None] == np.arange(labels.max() + 1)).astype(float)


@mistake(
    accuracy,
    "A vector and a column of the same labels are refused: their shapes are compared, not how many labels they hold.",
)
def refuses_columns(y_true, y_pred):
    if y_true.shape != y_pred.shape:
        raise ValueError
    return float(np.mean(y_true == y_pred))


@mistake(
    accuracy,
    "One of the two is flattened, and the other may still be a column, (n, 1), that meets a vector, (n,): every label is "
    "compared with every other.",
)
def flattens_one_of_them(y_true, y_pred):
    if y_true.size != y_pred.size:
        raise ValueError
    return float(np.mean(y_true == y_pred.ravel()))


@mistake(
    accuracy,
    "The caller's column is a vector afterwards: to assign to `shape` changes the very array that was passed in. `reshape` and "
    "`ravel` return another one.",
)
def reshapes_the_argument(y_true, y_pred):
    if y_true.size != y_pred.size:
        raise ValueError
    y_true.shape = y_pred.shape = (-1,)
    return np.mean(y_true == y_pred)


@mistake(
    accuracy,
    "Every true label is compared with every prediction: a column (n, 1) and a vector (n,) broadcast to (n, n), "
    "and the mean of that is a number like any other.",
)
def compares_every_pair(y_true, y_pred):
    if y_true.size != y_pred.size:
        raise ValueError
    return float(np.mean(y_true == y_pred))


@mistake(
    accuracy,
    "One label is compared with many without a word, since a length of 1 stretches to any other. Where NumPy finds "
    "nothing wrong, the function has to look for itself.",
)
def stretches_a_single_label(y_true, y_pred):
    y_true, y_pred = y_true.ravel(), y_pred.ravel()
    if 1 not in (y_true.size, y_pred.size) and y_true.size != y_pred.size:
        raise ValueError
    return float(np.mean(y_true == y_pred))


@check("measures the distance between each two points, also far from zero")
def distance_tables(learner, rng):
    for n, m, d in ((1, 1, 1), (2, 2, 3), (2, 3, 4), (4, 3, 1)):
        a, b = _points(rng, n, d), _points(rng, m, d)
        expect(learner.distances(a, b)).close(distances(a, b))
    a, b = _far_from_zero(rng)
    expect(learner.distances(a, b)).close(distances(a, b))


@check("divides each row by its own sum, in tables that are square and in stacks of them")
def shares(learner, rng):
    for shape in ((2, 3), (3, 3), (2, 4, 3), (4,)):
        counts = rng.integers(1, 9, size=shape)
        expect(learner.row_shares(counts)).close(row_shares(counts))
    fractions = rng.integers(1, 9, size=(3, 4)) / 100
    expect(learner.row_shares(fractions)).close(row_shares(fractions))


@check("marks the class of each label, whatever the shape of the labels")
def one_hot_codes(learner, rng):
    for shape, classes in (((3,), 4), ((4,), 4), ((2, 3), 5), ((2, 1, 2), 3), ((), 3)):
        labels = rng.integers(0, classes - 1, size=shape)
        expect(learner.one_hot(labels, classes)).close(one_hot(labels, classes))


@check("finds the same accuracy whether labels come as a vector or as a column", sizes=(1, 2, 8))
def vectors_and_columns(learner, rng, size):
    # Distinct labels: whoever compares all pairs gets one hit for each, whatever the accuracy.
    y_true = rng.permutation(size)
    y_pred = np.where(np.arange(size) < size // 2, y_true, -1 - y_true)
    right = size // 2 / size
    column = y_pred[:, None]
    expect(learner.accuracy(y_true, y_pred)).close(right)
    expect(learner.accuracy(y_true, column)).close(right)
    expect(learner.accuracy(y_true[:, None], y_pred)).close(right)
    expect(learner.accuracy(column, column)).close(1.0)


@check("leaves zeros where a row holds nothing, or a label is unknown")
def nothing_counted(learner, rng):
    counts = rng.integers(1, 9, size=(3, 4)) * np.array([[1], [0], [1]])
    expect(learner.row_shares(counts)).close(row_shares(counts))
    labels = rng.permutation([-1, 0, 1, 2])
    expect(learner.one_hot(labels, 3)).close(one_hot(labels, 3))


@check("finds equal points 0 apart, and others as far apart as they are, however near")
def equal_points(learner, rng):
    x = _points(rng, 60, 5)
    expect(learner.distances(x, x)).close(np.sqrt(((x[:, None] - x) ** 2).sum(axis=-1)))  # zeros, to the bit
    near = x[:3] + np.array([0.0005, 0, 0, 0, 0])
    expect(learner.distances(x[:3], near)).close(np.sqrt(((x[:3, None] - near) ** 2).sum(axis=-1)))


@check("refuses to compare different numbers of labels, also one label with many")
def different_numbers(learner, rng):
    labels = rng.integers(0, 3, size=6)
    expect.raises("ValueError", lambda: learner.accuracy(labels, labels[:5]))
    expect.raises("ValueError", lambda: learner.accuracy(labels, labels[:1]))
    expect.raises("ValueError", lambda: learner.accuracy(labels[:1, None], labels))
    expect.raises("ValueError", lambda: learner.accuracy(labels[:, None], labels[:5]))


@check("leaves its arguments as they were")
def arguments(learner, rng):
    expect(learner.row_shares).leaves_unchanged(rng.integers(0, 9, size=(3, 3)).astype(float))
    expect(learner.distances).leaves_unchanged(_points(rng, 2, 3), _points(rng, 2, 3))
    expect(learner.one_hot).leaves_unchanged(np.array([0, -1, 1]), 2)
    labels = rng.integers(0, 3, size=(4, 1))
    expect(learner.accuracy).leaves_unchanged(labels, labels.copy())


@check("measures 1,200 points against 1,000 in 300 dimensions within the memory there is")
def within_memory(learner, rng):
    few, others = _far_from_zero(rng)  # so that who is wrong about few points is not told that all is well with them
    expect(learner.distances(few, others)).close(distances(few, others))
    a, b = rng.normal(size=(1200, 300)), rng.normal(size=(1000, 300))
    expect(learner.distances(a, b)).close(distances(a, b))


@check("leaves the loops to NumPy, and uses nothing of SciPy or scikit-learn")
def by_numpy_alone(learner, rng):
    expect(learner.source).no_loops()
    expect(learner.source).never_uses("scipy", "sklearn")


def _points(rng, n, d):
    """Points that are easy to read when a check shows them."""
    return rng.normal(scale=3, size=(n, d)).round(1)


def _far_from_zero(rng):
    """Points with coordinates around a thousand, and others that lie beside them."""
    return 1000 + _points(rng, 3, 4), 1002 + _points(rng, 2, 4)
