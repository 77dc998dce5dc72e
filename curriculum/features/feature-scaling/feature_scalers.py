"""The four scalers

Write the scalers of the lesson so that they survive real tables. `X` is always an array of numbers of shape `(n, d)`,
rows by columns.

`Scaler(kind)` scales columns: $(x - c) / w$ with a centre $c$ and a width $w$ for each column.

| `kind` | centre | width |
| --- | --- | --- |
| `"min-max"` | smallest value | largest minus smallest value |
| `"z-score"` | mean | standard deviation, dividing by `n` |
| `"robust"` | median | third minus first quartile, as `np.percentile` computes them |

- `fit(X)` learns centres and widths from the rows of `X`, forgets what an earlier `fit` learned, and returns the scaler.
- `transform(X)` scales any rows with the same columns by what `fit` learned; nothing is clipped.
- `inverse(Z)` takes scaled rows back to the original units.
- A column without width is only shifted: its width counts as 1. Width is missing when all values of the column are
  equal (rounding can then make a standard deviation of 1e-17), or when the formula gives exactly 0. Every other column
  is scaled, however small its numbers, and however close together.
- `nan` is a missing value: `fit` leaves it out, and it stays `nan` in what `transform` and `inverse` return. No column is
  missing altogether.

`unit_rows(X)` scales rows: it returns `(units, lengths)`, where each row of `units` is the row of `X` divided by its
Euclidean length, and `lengths`, of shape `(n, 1)`, undoes it: `units * lengths` is `X`. A row of zeros stays a row of
zeros and has length 0. Here nothing is missing.

What is passed in stays as it is. Import NumPy, pandas and what comes with Python, nothing else.

```python
scaler = Scaler("min-max").fit(np.array([[1.0, 7.0], [3.0, 7.0], [5.0, 7.0]]))
scaler.transform(np.array([[2.0, 7.0], [7.0, 8.0]]))    # [[0.25, 0.], [1.5, 1.]]
scaler.inverse(np.array([[0.5, 0.0]]))                  # [[3., 7.]]
unit_rows(np.array([[3, 4], [0, 0]]))                   # ([[0.6, 0.8], [0., 0.]], [[5.], [0.]])
```
"""

import sys

import numpy as np

from mlestone.proving import answer, check, equivalent, expect, hints, mistake, tolerance

tolerance(rtol=1e-8, atol=1e-10)

hints(
    "The three kinds differ in two numbers for each column. Where are those found, and where are they only used?",
    "NumPy has a second set of reductions that leave `nan` out. And which question about a column has an exact answer "
    "even in floating point: is its deviation zero, or are its largest and smallest value equal?",
    "In `fit`, put 1 into the widths with `np.where`; then `transform` and `inverse` are one line each. A division that "
    "should not happen can be given another divisor in the same way.",
)


@answer
class Scaler:
    """Scales columns; `kind` is "min-max", "z-score" or "robust"."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def fit(self, X: np.ndarray) -> "Scaler":
        """Learn a centre and a width for each column of `X`, and return the scaler."""
        low, first, median, third, high = np.nanpercentile(X, [0, 25, 50, 75, 100], axis=0)
        if self.kind == "min-max":
            self.centre, width = low, high - low
        elif self.kind == "z-score":
            self.centre, width = np.nanmean(X, axis=0), np.nanstd(X, axis=0)
        else:
            self.centre, width = median, third - first
        self.width = np.where((low == high) | (width == 0), 1.0, width)
        return self

    def transform(self, X: np.ndarray) -> np.ndarray:
        """Return the rows of `X`, scaled by what `fit` learned."""
        return (X - self.centre) / self.width

    def inverse(self, Z: np.ndarray) -> np.ndarray:
        """Return scaled rows in their original units."""
        return Z * self.width + self.centre


@answer
def unit_rows(X: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the rows of `X` divided by their lengths, and the lengths, of shape (n, 1)."""
    lengths = np.sqrt((X.astype(float) ** 2).sum(axis=1, keepdims=True))
    return X / np.where(lengths == 0, 1.0, lengths), lengths


equivalent(
    "np.where(lengths == 0, 1.0, lengths) -> np.where(lengths == 0, 2.0, lengths)",
    "Zeros divided by anything but zero are zeros.",
)


@mistake(
    Scaler,
    "The rows are scaled by their own centre and width, whatever `fit` saw: training rows come out right, and a single "
    "row comes out as zeros. Which method may look at statistics of its argument?",
)
class LearnsAgain(Scaler):
    def transform(self, X):
        return (X - Scaler(self.kind).fit(X).centre) / Scaler(self.kind).fit(X).width


@mistake(
    Scaler,
    "All columns share one centre and one width, so the loudest column is still the loudest. Reductions without an axis "
    "run over the whole table.",
)
class OneForAllColumns(Scaler):
    def fit(self, X):
        whole = Scaler(self.kind).fit(np.ravel(X)[:, None])
        self.centre, self.width = whole.centre, whole.width
        return self


@mistake(
    Scaler,
    "The z-scores are a little too small, the more so the fewer rows there are: this standard deviation divides by n - 1, "
    "as pandas does, and by n is asked for.",
)
class DividesByOneLess(Scaler):
    def fit(self, X):
        super().fit(X)
        if self.kind == "z-score":
            width = np.nanstd(X, axis=0, ddof=1)
            self.width = np.where((self.width == 1) & ~(width > 1e-12), 1.0, width)
        return self


@mistake(
    Scaler,
    "A column that does not vary has width 0, and dividing by it makes `nan` or `inf` of every row. What should be left of "
    "such a column?",
)
class DividesByZero(Scaler):
    def fit(self, X):
        super().fit(X)
        self.width = _plain_width(self.kind, X)
        return self


@mistake(
    Scaler,
    "Most columns without width are caught, but not all: the standard deviation of equal values is not always exactly 0. "
    "That of ten times 0.1 is 1e-17, and dividing rounding by rounding gives -1, or worse.",
)
class TrustsRounding(Scaler):
    def fit(self, X):
        super().fit(X)
        width = _plain_width(self.kind, X)
        self.width = np.where(width == 0, 1.0, width)
        return self


@mistake(
    Scaler,
    "A column of small numbers is taken for a constant one and left unscaled. `np.isclose(width, 0)`, or a fixed "
    "threshold, knows nothing of the column's unit: metres or nanometres?",
)
class TakesSmallForConstant(Scaler):
    def fit(self, X):
        super().fit(X)
        self.width = np.where(np.isclose(_plain_width(self.kind, X), 0), 1.0, self.width)
        return self


@mistake(
    Scaler,
    "A column of large numbers is taken for a constant one, since its differences are small beside them: `np.isclose(low, "
    "high)` compares with the numbers' size. Years, or times in seconds since 1970, differ by little as well.",
)
class TakesCloseForConstant(Scaler):
    def fit(self, X):
        super().fit(X)
        same = np.isclose(np.nanmin(X, axis=0), np.nanmax(X, axis=0), atol=0)
        self.width = np.where(same, 1.0, self.width)
        return self


@mistake(
    Scaler,
    "What lies outside of the training rows is cut off at 0 and 1. A value beyond them is beyond them, and `inverse` should find "
    "it again.",
)
class Clips(Scaler):
    def transform(self, X):
        scaled = super().transform(X)
        return np.clip(scaled, 0, 1) if self.kind == "min-max" else scaled


@mistake(
    Scaler,
    "Smallest and largest values of an earlier `fit` are still counted in. What should a second `fit` know of the first?",
)
class Remembers(Scaler):
    def fit(self, X):
        self.seen = np.vstack([getattr(self, "seen", X[:0]), np.nanmin(X, axis=0), np.nanmax(X, axis=0)])
        return super().fit(self.seen if self.kind == "min-max" else X)


@mistake(
    Scaler,
    "Centre and width belong to the class, so all scalers share those of whoever was fitted last. Whose are they to be?",
)
class SharesItsState(Scaler):
    def fit(self, X):
        learned = Scaler(self.kind).fit(X)
        SharesItsState.centre, SharesItsState.width = learned.centre, learned.width
        return self


@mistake(
    Scaler,
    "Missing values come out as numbers. `nan_to_num` makes 0 of them, which after scaling is just another value: who could "
    "still tell that it was missing?",
)
class FillsMissing(Scaler):
    def transform(self, X):
        return np.nan_to_num(super().transform(X))


@mistake(
    Scaler,
    "A constant column with a gap is not taken for constant: `==`, `np.ptp` and `np.unique` do not leave `nan` out.",
)
class SeesGapsAsValues(Scaler):
    def fit(self, X):
        super().fit(X)
        width = _plain_width(self.kind, X)
        self.width = np.where((np.ptp(X, axis=0) == 0) | (width == 0), 1.0, width)
        return self


@mistake(
    Scaler,
    "One missing value makes its whole column `nan`: it went into the mean, the quartile or the minimum. It should be left "
    "out when centre and width are learned.",
)
class LetsMissingSpread(Scaler):
    def fit(self, X):
        super().fit(X)
        missing = np.isnan(X).any(axis=0)
        self.centre = np.where(missing, np.nan, self.centre)
        return self


@mistake(
    Scaler,
    "`inverse` undoes the two steps in the order they were done. What was put on last has to come off first.",
)
class UndoesInTheSameOrder(Scaler):
    def inverse(self, Z):
        return (Z + self.centre) * self.width


@mistake(
    unit_rows,
    "The columns have length 1 now, not the rows. The sum of squares of one row runs over its columns: which axis is that?",
)
def makes_units_of_columns(X):
    lengths = np.sqrt((X.astype(float) ** 2).sum(axis=0, keepdims=True))
    return X / np.where(lengths == 0, 1.0, lengths), lengths


@mistake(
    unit_rows,
    "A row of zeros has no direction: zero divided by its length, zero, is `nan`. It is to stay as it is.",
)
def divides_zeros(X):
    lengths = np.linalg.norm(X, axis=1, keepdims=True)
    return X / lengths, lengths


@mistake(
    unit_rows,
    "Something small is added to the lengths, or put in place of small ones, so that nothing is divided by zero: rows that are "
    "short themselves come out too short. Which single length needs another divisor?",
)
def adds_a_little(X):
    lengths = np.linalg.norm(X, axis=1, keepdims=True)
    return X / (lengths + 1e-12), lengths


@mistake(
    unit_rows,
    "A row of zeros is divided by 1, as it should be, and said to have length 1 too. How long is it?",
)
def gives_zeros_a_length(X):
    units, lengths = unit_rows(X)
    return units, np.where(lengths == 0, 1.0, lengths)


@mistake(
    unit_rows,
    "Each row adds up to 1 in absolute value; its length in the plane or in space, by Pythagoras, is something else.",
)
def adds_instead_of_squaring(X):
    lengths = np.abs(X).sum(axis=1, keepdims=True).astype(float)
    return X / np.where(lengths == 0, 1.0, lengths), lengths


@check("gives the training rows the centre and the width of each kind")
def training_rows(learner, rng):
    train = _table(rng, 9)
    for kind in _KINDS:
        scaler = learner.Scaler(kind)
        scaler.fit(train)
        expect(scaler.transform(train)).close(Scaler(kind).fit(train).transform(train))


@check("scales new rows by what the training rows taught it, beyond 0 and 1 as well")
def new_rows(learner, rng):
    train = _table(rng, 8)
    new = np.vstack([_table(rng, 2), train.max(axis=0) + 1.0, train.min(axis=0) - 1.0])
    for kind in _KINDS:
        scaler = learner.Scaler(kind)
        scaler.fit(train)
        for rows in (new, new[:1]):
            expect(scaler.transform(rows)).close(Scaler(kind).fit(train).transform(rows))


@check("takes scaled rows back to their units, also rows it has never seen")
def back_again(learner, rng):
    train, scaled = _table(rng, 7), rng.normal(size=(3, 3))
    for kind in _KINDS:
        scaler = learner.Scaler(kind)
        scaler.fit(train)
        expect(scaler.inverse(scaled)).close(Scaler(kind).fit(train).inverse(scaled))


@check("divides each row by its length, and leaves a row of zeros alone", sizes=(1, 2, 5))
def rows(learner, rng, size):
    X = rng.normal(scale=3.0, size=(size, 3))
    expect(learner.unit_rows(X)).close(unit_rows(X))
    counts = np.vstack([rng.integers(-9, 10, size=(size, 4)), np.zeros((1, 4), dtype=int)])
    expect(learner.unit_rows(counts)).close(unit_rows(counts))
    short = X * 1e-13
    expect(learner.unit_rows(short)).close(unit_rows(short))


@check("only shifts a column without width, even when rounding hides that it has none")
def constant_columns(learner, rng):
    n = int(rng.integers(10, 14))
    # Of the constants, 7 comes out with a deviation of exactly 0; of 0.1, 0.7 and 123.456 at least one does not.
    train = np.column_stack([rng.normal(size=n), np.tile([7.0, 0.1, 0.7, 123.456, 0.0], (n, 1))])
    # Most of the last column is equal: it has a width for min-max and z-score, and none between its quartiles.
    train[0, 5] = 5.0
    new = np.array([[0.5, 7.0, 0.1, 0.7, 123.456, 0.0], [1.5, 9.0, 0.4, 0.1, 100.0, 2.0]])
    for kind in _KINDS:
        scaler = learner.Scaler(kind)
        scaler.fit(train)
        expect(scaler.transform(train)).close(Scaler(kind).fit(train).transform(train))
        expect(scaler.transform(new)).close(Scaler(kind).fit(train).transform(new))
        expect(scaler.inverse(new)).close(Scaler(kind).fit(train).inverse(new))


@check("scales a column however small its numbers are, and however close together")
def small_numbers(learner, rng):
    train = rng.normal(size=(8, 2)) * [1.0, 1e-20]
    close = np.column_stack([rng.normal(size=8), 1e6 + rng.permutation(8)])
    for rows in (train, close):
        for kind in _KINDS:
            scaler = learner.Scaler(kind)
            scaler.fit(rows)
            expect(scaler.transform(rows)).close(Scaler(kind).fit(rows).transform(rows))


@check("learns from the values that are there, and leaves missing ones missing")
def missing_values(learner, rng):
    train, new, scaled = _table(rng, 9), _table(rng, 3), rng.normal(size=(4, 3))
    train[1, 0] = train[4, 0] = train[6, 2] = new[2, 1] = scaled[0, 2] = np.nan
    for kind in _KINDS:
        scaler = learner.Scaler(kind)
        scaler.fit(train)
        expect(scaler.transform(new)).close(Scaler(kind).fit(train).transform(new))
        expect(scaler.inverse(scaled)).close(Scaler(kind).fit(train).inverse(scaled))


@check("knows a constant column by the values that are there")
def missing_in_constants(learner, rng):
    # Rounding makes deviations of ten times 0.1 and of eleven times 0.7.
    train = np.column_stack([rng.normal(size=11), np.tile([0.1, 7.0, 0.7], (11, 1))])
    train[rng.integers(11), 1] = train[rng.integers(11), 2] = np.nan
    new = np.array([[0.5, 0.4, 9.0, 0.9], [1.5, np.nan, 7.0, 0.7]])
    for kind in _KINDS:
        scaler = learner.Scaler(kind)
        scaler.fit(train)
        for rows in (new, train):
            expect(scaler.transform(rows)).close(Scaler(kind).fit(train).transform(rows))


@check("forgets an earlier fit, and shares nothing with other scalers")
def apart(learner, rng):
    first, second, third = _table(rng, 6) * 3.0, _table(rng, 8), _table(rng, 4)
    for kind, another in zip(_KINDS, (*_KINDS[1:], _KINDS[0]), strict=True):
        scaler, other = learner.Scaler(kind), learner.Scaler(another)
        fitted = scaler.fit(first)
        returned = "None" if fitted is None else "something else"
        expect(fitted is scaler).is_true("`fit` returns the scaler", f"`fit` returns {returned}, not the scaler")
        scaler.fit(second)
        expect(scaler.transform(third)).close(Scaler(kind).fit(second).transform(third))
        other.fit(first)
        expect(scaler.transform(third)).close(Scaler(kind).fit(second).transform(third))
        expect(other.transform(third)).close(Scaler(another).fit(first).transform(third))


@check("takes whole numbers too, and leaves what it is given as it was")
def arguments(learner, rng):
    train, counts = rng.integers(0, 50, size=(7, 3)), rng.integers(1, 9, size=(4, 3))
    scaler = learner.Scaler("z-score")
    scaler.fit(train)
    expect(scaler.transform(counts)).close(Scaler("z-score").fit(train).transform(counts))
    for method in (scaler.fit, scaler.transform, scaler.inverse, learner.unit_rows):
        for table in (_table(rng, 5), counts):
            expect(method).leaves_unchanged(table)


@check("imports nothing but NumPy, pandas and what comes with Python")
def from_scratch(learner, rng):
    expect(learner.source).only_imports("numpy", "pandas", *sys.stdlib_module_names)


_KINDS = ("min-max", "z-score", "robust")


def _table(rng, n):
    """Three columns in three units."""
    return rng.normal(size=(n, 3)) * [1.0, 300.0, 0.02] + [5.0, 900.0, 0.0]


def _plain_width(kind, X):
    if kind == "min-max":
        return np.nanmax(X, axis=0) - np.nanmin(X, axis=0)
    if kind == "z-score":
        return np.nanstd(X, axis=0)
    return np.nanpercentile(X, 75, axis=0) - np.nanpercentile(X, 25, axis=0)
