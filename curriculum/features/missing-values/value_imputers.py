r"""Value imputers

Write `Imputer(kind, neighbours=5, drop_above=0.5)`, which learns from some rows how gaps are filled, and fills them in
these or other rows. Rows are a float array of shape `(n, d)`, in which `nan` is a missing value.

`fit(X)` learns everything from the rows of `X`, forgets what an earlier `fit` learned, and returns the imputer:

- which columns are *dropped*: those of which a share greater than `drop_above` is missing in `X`, and those that are
  entirely empty there. At least one column is kept;
- which of the kept columns are *flagged*: those with a gap in `X`;
- what gaps are filled with, by `kind`: `"mean"`, `"median"` or `"most-frequent"` of what is there in the column (of
  several values that are equally frequent, the smallest), or `"nearest"`.

`transform(X)` returns a new array with a row for each row of `X`: first the kept columns in their order, filled; then a
flag for each flagged column in the same order, 1.0 where the value is missing in this row and 0.0 where it is there.

`"nearest"` fills a gap with a mean over rows of `fit`. The distance of two rows is the mean of their squared
differences over the kept columns that are there in both; rows that share no such column have none. Of the rows of `fit`
that have a value in the gap's column and a distance to the row in question, the `neighbours` nearest are taken, or all
if there are fewer; the gap gets the mean of their values. If there is no such row at all, it gets the mean of the
column. No two distances are equal.

What is passed in stays as it is. Import NumPy, pandas and what comes with Python, nothing else.

```python
imputer = Imputer("mean").fit(np.array([[1.0, np.nan, 7.0], [3.0, np.nan, np.nan], [5.0, 6.0, 8.0]]))
imputer.transform(np.array([[np.nan, 2.0, np.nan], [4.0, 2.0, 9.0]]))    # [[3.0, 7.5, 1.0], [4.0, 9.0, 0.0]]
```

Here the middle column is dropped, and only the last one is flagged.
"""

import sys

import numpy as np
from sklearn.impute import KNNImputer, SimpleImputer

from mlestone.proving import afterwards, altered, answer, check, expect, hints, mistake

hints(
    "Of each thing that comes out of `transform` (which columns, which flags, which number in a gap): was it decided by the rows of "
    "`fit`, or is it a matter of the row at hand?",
    "Keep the rows of `fit`, and three things about their columns. And a difference with `nan` in it is `nan`: NumPy's second "
    "set of reductions leaves those out.",
    "For a gap, take the rows of `fit` that have this column, then their mean squared differences to the row, then the first few in "
    "order of these. All gaps have to be known before the first one is filled.",
)

afterwards(
    "scikit-learn has the first three as `SimpleImputer(strategy=…, add_indicator=True)` and the last as `KNNImputer`. There a flag "
    "is called an indicator, and comes as here for columns that had gaps in the training rows. Both drop columns that are entirely empty; any "
    "other share is left to you. `KNNImputer` multiplies its distances by the number of columns, which changes nothing in their order, and "
    "knows nothing of units either: scale first, and `StandardScaler` leaves `nan` where it is."
)


@answer
class Imputer:
    """Fills gaps; `kind` is "mean", "median", "most-frequent" or "nearest"."""

    def __init__(self, kind: str, neighbours: int = 5, drop_above: float = 0.5) -> None:
        self.kind = kind
        self.neighbours = neighbours
        self.drop_above = drop_above

    def fit(self, X: np.ndarray) -> "Imputer":
        """Learn from the rows of `X` what is dropped, flagged and filled in, and return the imputer."""
        shares = np.isnan(X).mean(axis=0)
        self.kept = (shares <= self.drop_above) & (shares < 1)
        self.flagged = shares[self.kept] > 0
        self.rows = X[:, self.kept]
        self.typical = [self._typical(column[~np.isnan(column)]) for column in self.rows.T]
        return self

    def transform(self, X: np.ndarray) -> np.ndarray:
        """Return the kept columns of `X`, filled, and then the flags."""
        X = X[:, self.kept]
        missing = np.isnan(X)
        filled = np.where(missing, self.typical, X)
        if self.kind == "nearest":
            for row, column in np.argwhere(missing):
                filled[row, column] = self._of_neighbours(X[row], column)
        return np.hstack([filled, missing[:, self.flagged]])

    def _typical(self, values):
        if self.kind == "median":
            return np.median(values)
        if self.kind == "most-frequent":
            different, counts = np.unique(values, return_counts=True)
            return different[counts.argmax()]
        return values.mean()

    def _of_neighbours(self, row, column):
        donors = self.rows[~np.isnan(self.rows[:, column])]
        squares = (donors - row) ** 2
        comparable = ~np.isnan(squares).all(axis=1)
        distances = np.nanmean(squares[comparable], axis=1)
        near = np.argsort(distances)[: self.neighbours]
        return donors[comparable][near, column].mean() if comparable.any() else self.typical[column]


learns_again = mistake(
    Imputer,
    "A gap in a new row is filled from the new rows: training rows come out right, and a row that comes alone has nothing to learn from. "
    "Which method may compute a mean?",
)(
    altered(
        {
            "filled = np.where(missing, self.typical, X)": (
                "known = [column[~np.isnan(column)] for column in X.T]\n"
                "        typical = [self._typical(column) if len(column) else np.nan for column in known]\n"
                "        filled = np.where(missing, typical, X)"
            ),
        }
    )
)

one_number_for_all = mistake(
    Imputer,
    "One number fills the gaps of all columns. A reduction without an axis runs over the whole table.",
)(
    altered(
        {
            "self.typical = [self._typical(column[~np.isnan(column)]) for column in self.rows.T]": (
                "self.typical = [self._typical(self.rows[~np.isnan(self.rows)])] * self.rows.shape[1]"
            )
        }
    )
)

flags_after_filling = mistake(
    Imputer,
    "All flags are 0: they are made when the gaps have been filled already.",
)(altered({"missing[:, self.flagged]": "np.isnan(filled)[:, self.flagged]"}))

flags_by_the_new_rows = mistake(
    Imputer,
    "Which columns get a flag depends on the rows at hand, so that tables of different width come out for different rows. What would a model say "
    "that was trained on one of them?",
)(altered({"missing[:, self.flagged]": "missing[:, missing.any(axis=0)]"}))

flags_for_all = mistake(
    Imputer,
    "Every column gets a flag. One that never had a gap when the model was trained would have a flag of zeros only: which columns are "
    "flagged?",
)(altered({"missing[:, self.flagged]": "missing"}))

drops_by_the_new_rows = mistake(
    Imputer,
    "Columns are dropped by what is missing in the rows at hand. Which rows decide that?",
)(
    altered(
        {
            "X = X[:, self.kept]\n        missing = np.isnan(X)": (
                "here = np.isnan(X).mean(axis=0) <= self.drop_above\n"
                "        self.typical = np.array(self.typical)[here[self.kept]]\n"
                "        self.flagged = self.flagged[here[self.kept]]\n"
                "        self.rows = self.rows[:, here[self.kept]]\n"
                "        X = X[:, self.kept & here]\n        missing = np.isnan(X)"
            )
        }
    )
)

drops_at_the_limit = mistake(
    Imputer,
    "A column is dropped when its share missing is just `drop_above`. It says *greater*.",
)(altered({"shares <= self.drop_above": "shares < self.drop_above"}))

keeps_the_empty = mistake(
    Imputer,
    "With `drop_above=1.0` a column without a single value is kept. What could be put into its gaps?",
)(
    altered(
        {
            "(shares <= self.drop_above) & (shares < 1)": "shares <= self.drop_above",
            "column[~np.isnan(column)]": "column[~np.isnan(column)] if not np.isnan(column).all() else column",
        }
    )
)

first_of_the_frequent = mistake(
    Imputer,
    "Of several values that are equally frequent, the one is taken that was met first. The order of the rows should not matter.",
)(
    altered(
        {
            "different[counts.argmax()]": (
                "next(value for value in values if counts[different == value] == counts.max())"
            )
        }
    )
)

gaps_are_no_difference = mistake(
    Imputer,
    "A column that is missing in one of two rows counts as no difference at all, so that rows with many gaps seem near to everybody: the squares "
    "are added up. By how many should the sum be divided?",
)(altered({"np.nanmean(squares[comparable], axis=1)": "np.nansum(squares[comparable], axis=1)"}))

gaps_are_zeros = mistake(
    Imputer,
    "For the distance, a missing value is taken for 0 (or for whatever it was filled with). Which columns should two rows be compared in?",
)(altered({"squares = (donors - row) ** 2": "squares = (np.nan_to_num(donors) - np.nan_to_num(row)) ** 2"}))

compares_filled_rows = mistake(
    Imputer,
    "Before rows are compared, their gaps are filled with means, so that a guess counts like a measurement. Which columns should two rows be "
    "compared in?",
)(
    altered(
        {
            "squares = (donors - row) ** 2": (
                "filled = np.where(np.isnan(donors), self.typical, donors)\n"
                "        squares = (filled - np.where(np.isnan(row), self.typical, row)) ** 2"
            )
        }
    )
)

neighbours_without_the_value = mistake(
    Imputer,
    "The nearest rows are looked for among all rows of `fit`, and some of them lack the very value that is asked for: fewer than "
    "`neighbours` are left for the mean.",
)(
    altered(
        {
            "donors = self.rows[~np.isnan(self.rows[:, column])]": "donors = self.rows",
            "return donors[comparable][near, column].mean() if comparable.any() else self.typical[column]": (
                "values = donors[comparable][near, column]\n"
                "        return self.typical[column] if np.isnan(values).all() else np.nanmean(values)"
            ),
        }
    )
)

neighbours_by_dropped_columns = mistake(
    Imputer,
    "Dropped columns take part in the distance. Who is near is to be decided by the columns that are kept.",
)(
    altered(
        {
            "self.rows = X[:, self.kept]": "self.rows, self.all = X[:, self.kept], X",
            "X = X[:, self.kept]\n        missing": "whole, X = X, X[:, self.kept]\n        missing",
            "self._of_neighbours(X[row], column)": "self._of_neighbours(whole[row], column)",
            "donors = self.rows[~np.isnan(self.rows[:, column])]": (
                "column_of_all = np.flatnonzero(self.kept)[column]\n"
                "        donors = self.all[~np.isnan(self.rows[:, column])]"
            ),
            "[near, column]": "[near, column_of_all]",
        }
    )
)

fills_what_is_filled = mistake(
    Imputer,
    "When a row has several gaps, the second is filled with the help of what was just put into the first. Only values that were there "
    "should count.",
)(
    altered(
        {
            "filled[row, column] = self._of_neighbours(X[row], column)": (
                "X[row, column] = filled[row, column] = self._of_neighbours(X[row], column)"
            )
        }
    )
)

remembers = mistake(
    Imputer,
    "Rows of an earlier `fit` are still there when neighbours are looked for. What should a second `fit` know of the first?",
)(
    altered(
        {
            "self.rows = X[:, self.kept]": (
                "self.seen = np.vstack([getattr(self, 'seen', X[:0]), X])\n        self.rows = self.seen[:, self.kept]"
            )
        }
    )
)

writes_into_the_argument = mistake(
    Imputer,
    "The gaps are filled in the array that was passed in: whoever has it still will never know that there were any.",
)(
    altered(
        {
            "X = X[:, self.kept]\n        missing": "given, X = X, X[:, self.kept]\n        missing",
            "return np.hstack([filled, missing[:, self.flagged]])": (
                "given[:, self.kept] = filled\n        return np.hstack([filled, missing[:, self.flagged]])"
            ),
        }
    )
)


@check("fills gaps with the mean, the median and the most frequent value of their columns, and sets flags")
def training_rows(learner, rng):
    train = _with_gaps(rng, np.round(2 * _table(rng, 11)), 0.3)
    for kind in _SIMPLE:
        imputer = learner.Imputer(kind)
        imputer.fit(train)
        expect(imputer.transform(train)).close(Imputer(kind).fit(train).transform(train))


@check("fills new rows with what the rows of `fit` taught it, as scikit-learn does, also a row that comes alone")
def new_rows(learner, rng):
    train, new = _with_gaps(rng, _table(rng, 12), 0.3), _with_gaps(rng, _table(rng, 5) + 7, 0.4)
    new[0, 1] = np.nan
    for kind in _KINDS:
        imputer = learner.Imputer(kind)
        imputer.fit(train)
        for rows in (new, new[:1]):
            expect(imputer.transform(rows)).close(_SCIKIT_LEARNS[kind].fit(train).transform(rows))


@check("has the same columns and flags for all rows, with gaps or without, where they were and where they were not")
def same_width(learner, rng):
    train = _with_gaps(rng, _table(rng, 12), 0.3)
    train[:, 2] = rng.normal(size=12)
    whole, gap = _table(rng, 3), _table(rng, 2)
    gap[0, 2], gap[1, 0] = np.nan, np.nan
    empty = np.full((1, 4), np.nan)
    for kind in _KINDS:
        imputer = learner.Imputer(kind)
        imputer.fit(train)
        for rows in (whole, gap, empty):
            expect(imputer.transform(rows)).close(Imputer(kind).fit(train).transform(rows))


@check("drops columns by the share missing in the rows of `fit`: above the limit, not at it")
def drops(learner, rng):
    train, new = _table(rng, 8, columns=5), _with_gaps(rng, _table(rng, 4, columns=5), 0.4)
    for column, gaps in enumerate(rng.permutation([2, 4, 5, 6, 0])):
        train[rng.permutation(8)[:gaps], column] = np.nan
    for limits in ((), (0.25,), (0.5,), (0.7,), (0.75,), (0.0,)):
        words = dict(zip(("drop_above",), limits))
        imputer = learner.Imputer("mean", **words)
        imputer.fit(train)
        for rows in (train, new):
            expect(imputer.transform(rows)).close(Imputer("mean", **words).fit(train).transform(rows))


@check("drops a column without any value, whatever the limit")
def empty_column(learner, rng):
    train, new = _with_gaps(rng, _table(rng, 9), 0.3), _table(rng, 3)
    train[:, int(rng.integers(4))] = np.nan
    for kind in _KINDS:
        imputer = learner.Imputer(kind, drop_above=1.0)
        imputer.fit(train)
        expect(imputer.transform(new)).close(Imputer(kind, drop_above=1.0).fit(train).transform(new))


@check("takes the smallest of several values that are equally frequent, in whatever order they come")
def ties(learner, rng):
    for _ in range(3):
        low, middle, high = np.sort(rng.choice(np.arange(-9, 10), size=3, replace=False)).astype(float)
        columns = [[low, low, high, high, middle, np.nan], [low, middle, middle, high, high, high]]
        columns.append([high, high, middle, middle, low, low])
        train = np.column_stack([columns[0][::-1], rng.permutation(columns[1]), columns[2]])
        imputer = learner.Imputer("most-frequent")
        imputer.fit(train)
        new = np.full((1, 3), np.nan)
        expect(imputer.transform(new)).close(Imputer("most-frequent").fit(train).transform(new))


@check("finds the nearest rows by the columns that both rows have", sizes=(1, 2, 3))
def nearest(learner, rng, size):
    train, new = _with_gaps(rng, _table(rng, 14), 0.35), _with_gaps(rng, _table(rng, 6), 0.35)
    imputer = learner.Imputer("nearest", neighbours=size)
    imputer.fit(train)
    for rows in (new, train):
        expect(imputer.transform(rows)).close(Imputer("nearest", neighbours=size).fit(train).transform(rows))


@check(
    "takes 5 neighbours if nothing else is said, fewer where there are no more, and the column's mean where there are none"
)
def few_neighbours(learner, rng):
    train = _with_gaps(rng, _table(rng, 16), 0.2)
    new = _table(rng, 4)
    new[0, 0] = new[1, 3] = new[2, :3] = new[3] = np.nan
    # The first two columns are never there in one row: a row that has only one of them can be compared with no donor.
    apart = _table(rng, 9, columns=2)
    apart[:4, 0], apart[4:, 1] = np.nan, np.nan
    alone = np.array([[float(rng.normal()), np.nan], [np.nan, float(rng.normal())]])
    few = np.column_stack([_table(rng, 5, columns=2), rng.normal(size=5)])
    few[3:, 0] = np.nan
    # Fewer than 5 rows can be compared with this one, though many have the value.
    lonely, row = _table(rng, 9, columns=3), np.array([[np.nan, 3.0, np.nan]])
    lonely[:7, 1], lonely[7, 2] = np.nan, np.nan
    for rows, others in ((train, new), (apart, alone), (few, few), (lonely, row)):
        imputer = learner.Imputer("nearest", drop_above=0.9)
        imputer.fit(rows)
        expect(imputer.transform(others)).close(Imputer("nearest", drop_above=0.9).fit(rows).transform(others))


@check("leaves dropped columns out of the distance")
def dropped_are_far(learner, rng):
    train, new = _with_gaps(rng, _table(rng, 12), 0.15), _table(rng, 12)
    train[:, 1], new[:, 1] = rng.normal(scale=30, size=12), rng.normal(scale=30, size=12)
    new[np.arange(12), np.tile([0, 2, 3], 4)] = np.nan
    train[rng.permutation(12)[:7], 1] = np.nan
    imputer = learner.Imputer("nearest", neighbours=2)
    imputer.fit(train)
    expect(imputer.transform(new)).close(Imputer("nearest", neighbours=2).fit(train).transform(new))


@check("forgets an earlier fit, shares nothing with other imputers, and `fit` returns the imputer")
def apart(learner, rng):
    first, second, new = (_with_gaps(rng, _table(rng, rows), 0.3) for rows in (9, 10, 4))
    first += 20
    second[:, int(rng.integers(4))] = rng.normal(size=10) + 3  # a column that has a flag in one of them only
    for kind, another in zip(_KINDS, (*_KINDS[1:], _KINDS[0]), strict=True):
        imputer, other = learner.Imputer(kind), learner.Imputer(another)
        fitted = imputer.fit(first)
        returned = "None" if fitted is None else "something else"
        expect(fitted is imputer).is_true("`fit` returns the imputer", f"`fit` returns {returned}, not the imputer")
        imputer.fit(second)
        expect(imputer.transform(new)).close(Imputer(kind).fit(second).transform(new))
        other.fit(first)
        expect(imputer.transform(new)).close(Imputer(kind).fit(second).transform(new))
        expect(other.transform(new)).close(Imputer(another).fit(first).transform(new))


@check("leaves what it is given as it was")
def arguments(learner, rng):
    train = _with_gaps(rng, _table(rng, 8), 0.3)
    for kind in _KINDS:
        imputer = learner.Imputer(kind)
        expect(imputer.fit).leaves_unchanged(train)
        expect(imputer.transform).leaves_unchanged(train)


@check("imports nothing but NumPy, pandas and what comes with Python")
def from_scratch(learner, rng):
    expect(learner.source).only_imports("numpy", "pandas", *sys.stdlib_module_names)


_SIMPLE = ("mean", "median", "most-frequent")
_KINDS = (*_SIMPLE, "nearest")
_SCIKIT_LEARNS = {
    "mean": SimpleImputer(add_indicator=True),
    "median": SimpleImputer(strategy="median", add_indicator=True),
    "most-frequent": SimpleImputer(strategy="most_frequent", add_indicator=True),
    "nearest": KNNImputer(add_indicator=True),
}


def _table(rng, rows, columns=4):
    """Columns that go together, so that neighbours mean something. No two distances are equal."""
    return 3.0 + rng.normal(size=(rows, 1)) + rng.normal(scale=0.7, size=(rows, columns))


def _with_gaps(rng, table, share):
    """Gaps in all columns but never more than `share` of one, rounded down, and at least one."""
    gaps = max(1, int(share * len(table)))
    table = table.copy()
    for column in range(table.shape[1]):
        table[rng.permutation(len(table))[: rng.integers(1, gaps + 1)], column] = np.nan
    return table
