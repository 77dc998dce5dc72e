r"""The median of the neighbours

A flat is worth about as much as flats like it. But one of them was sold to a brother for a single euro, and the mean of five neighbours believes that; their median does
not. Write `MedianNeighbours`, a regression in the form of an estimator of scikit-learn's: one that cross-validation and searches can copy, set and fit as often as they like.

- `MedianNeighbours(k=5)` has one parameter. Any value is taken and kept under the name `k` as it is, to be looked at by `fit`.
- `fit(X, y)` learns from rows `X`, of shape `(n, d)`, and their targets `y`, of shape `(n,)`, forgets what it learned before, and returns the estimator. `k_` is how many neighbours will be asked: `k`, or all `n`
  if there are fewer. `k` stays what it is. If that is no whole number from 1 on (Python's or NumPy's), a `ValueError` is raised.
- `predict(X)` returns for each row of `X` the median target of the `k_` rows of the training that are nearest to it, by Euclidean distance. No two are equally near. Numbers may be of any type,
  such as the `uint8` of pictures. What `set_params` changes counts from the next `fit` on.
- `predict` without `fit` raises a `NotFittedError`. A `ValueError` is raised, by both methods, for rows with missing values and for rows that are not two-dimensional; by `fit` if `X` and `y` have different lengths; by
  `predict` if there are more or fewer columns than in the training, and for a DataFrame whose columns had other names there, or another order.
- Nothing is learned, and no attribute with an underscore at its end is there, before `fit`. Estimators do not share what they have learned. What is passed in stays as it is.
- `score`, `get_params`, `set_params`, `n_features_in_` and, after a DataFrame, `feature_names_in_` are as everywhere in scikit-learn. Its own checks, `check_estimator`, have nothing to complain of.

Any library of the kit may be used. `complaints` runs the library's checks, for you to try and when you hand in: leave it as it is.

```python
X, y = np.array([[50.0], [52.0], [60.0], [61.0], [90.0]]), np.array([200.0, 1.0, 240.0, 250.0, 400.0])
model = MedianNeighbours(k=3).fit(X, y)
model.predict(np.array([[51.0], [80.0]])).tolist()    # [200.0, 250.0]
(MedianNeighbours(k=9).fit(X, y).k_, MedianNeighbours(k=9).fit(X, y).k)    # (5, 9)
```
"""

import warnings
from numbers import Integral

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.utils.estimator_checks import check_estimator
from sklearn.utils.validation import check_array, check_is_fitted, validate_data

from mlestone.proving import afterwards, altered, answer, check, expect, given, hints, mistake

hints(
    "Which of its attributes may an estimator have before `fit`, and which does it get there? Who will make objects of your class, and how, when a search tries ten settings?",
    "`BaseEstimator` and `RegressorMixin` bring `get_params`, `set_params` and `score`. In `sklearn.utils.validation`, `validate_data` looks at `X` and `y`, and keeps names and number of the columns; in "
    "`predict` it has to be told not to learn them anew. `check_is_fitted` is its neighbour.",
    "In `__init__`, store `k` and do nothing else. In `fit`, look at it and put the smaller of `k` and the number of rows into `k_`. In `predict`, sort the training rows by their distance to each new row, and take the first `k_`.",
)

afterwards(
    """`KNeighborsRegressor` is the same with a mean. It finds neighbours by a tree (`NearestNeighbors`) instead of a table of all distances, which has as many entries as new rows times training
rows. In projects, the checks are run by pytest: `parametrize_with_checks([MedianNeighbours()])` makes a test of each. What an estimator cannot do, sparse matrices for example, is said by its tags, in
`__sklearn_tags__`; a check that is known to fail, for a reason, goes into `expected_failed_checks`."""
)


@given
def complaints(estimator):
    """Return what scikit-learn's own checks have against an estimator, a text for each that fails."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        results = check_estimator(estimator, on_fail=None, on_skip=None)
    return [f"{result['check_name']}: {result['exception']}" for result in results if result["status"] == "failed"]


@answer
class MedianNeighbours(RegressorMixin, BaseEstimator):
    """Predicts the median target of the nearest rows."""

    def __init__(self, k=5):
        self.k = k

    def fit(self, X, y):
        """Learn rows and targets, and return the estimator."""
        X, y = validate_data(self, X, y, dtype=float)
        if not isinstance(self.k, Integral) or self.k < 1:
            raise ValueError(f"k is {self.k!r}, and should be a whole number from 1 on")
        self.k_ = min(self.k, len(X))
        self.rows_, self.targets_ = X, y
        return self

    def predict(self, X):
        """Return the median target of the nearest training rows, for each row of `X`."""
        check_is_fitted(self)
        X = validate_data(self, X, reset=False, dtype=float)
        squared = ((X[:, None] - self.rows_) ** 2).sum(axis=2)
        nearest = np.argsort(squared, axis=1)[:, : self.k_]
        return np.median(self.targets_[nearest], axis=1)


@mistake(
    MedianNeighbours,
    "`k` is looked at when the object is made. A search makes its object first and sets the parameter afterwards, past `__init__`: a wrong `k` gets through there, and is refused here where nobody fits.",
)
class RefusesInInit(MedianNeighbours):
    def __init__(self, k=5):
        if not isinstance(k, Integral) or k < 1:
            raise ValueError(f"k is {k!r}")
        self.k = k


@mistake(
    MedianNeighbours,
    "`__init__` keeps something else than what it was given: it converts `k`. Then `get_params` does not say what was chosen, and a value that makes no sense has become one that does.",
)
class ConvertsInInit(MedianNeighbours):
    def __init__(self, k=5):
        try:
            self.k = int(k)
        except (TypeError, ValueError):
            self.k = k


@mistake(
    MedianNeighbours,
    "What `fit` goes by was computed in `__init__`, out of the `k` of that time. `set_params` changes `k` and nothing else: every setting of a search gives the same model.",
)
class DerivesInInit(MedianNeighbours):
    def __init__(self, k=5):
        self.k = k
        self._wanted = k

    def fit(self, X, y):
        kept, self.k = self.k, self._wanted
        try:
            return super().fit(X, y)
        finally:
            self.k = kept


learned_too_early = mistake(
    MedianNeighbours,
    "An object that was never fitted has an attribute with an underscore at its end. By such attributes the library tells whether something was learned.",
)(altered({"self.k = k\n": "self.k = k\n        self.k_ = None\n"}))


@mistake(
    MedianNeighbours,
    "With few rows, `fit` writes a smaller number into `k` itself. The next `fit`, with many rows, asks fewer neighbours than were chosen, and nobody knows why.",
)
class ChangesItsParameter(MedianNeighbours):
    def fit(self, X, y):
        super().fit(X, y)
        self.k = self.k_
        return self


@mistake(MedianNeighbours, "The rows of an earlier `fit` are still asked. What should a second `fit` know of the first?")
class RemembersEarlierRows(MedianNeighbours):
    def fit(self, X, y):
        before = (self.rows_, self.targets_) if hasattr(self, "rows_") else None
        super().fit(X, y)
        if before is not None and before[0].shape[1] == self.rows_.shape[1]:
            self.rows_ = np.vstack([before[0], self.rows_])
            self.targets_ = np.concatenate([before[1], self.targets_])
        return self


@mistake(MedianNeighbours, "What `fit` learns is kept on the class: all estimators have the rows of whichever was fitted last.")
class SharesItsRows(MedianNeighbours):
    def fit(self, X, y):
        learned = MedianNeighbours(self.k).fit(X, y)
        kind = SharesItsRows
        kind.k_, kind.rows_, kind.targets_ = learned.k_, learned.rows_, learned.targets_
        validate_data(self, X, y, dtype=float)
        self.fitted_ = True
        return self


by_the_parameter = mistake(
    MedianNeighbours,
    "`predict` goes by `k`, which somebody may have set to another value since the last `fit`. What was learned stands in `k_`.",
)(altered({": self.k_]": ": self.k]"}))

never_small = mistake(
    MedianNeighbours, "With fewer rows than `k`, `k_` still says `k`: it claims that rows were asked which are not there."
)(altered({"min(self.k, len(X))": "self.k"}))

means = mistake(MedianNeighbours, "These are means. One absurd target among the neighbours moves them as far as it likes.")(
    altered({"np.median(self.targets_[nearest], axis=1)": "self.targets_[nearest].mean(axis=1)"})
)

returns_nothing = mistake(MedianNeighbours, "`fit` ends without `return`: `fit(…).predict(…)` fails, and with it every search and every pipeline.")(
    altered({"        return self\n": ""})
)

unfitted = mistake(
    MedianNeighbours,
    "Before `fit`, `predict` fails over an attribute that nobody outside has heard of. Callers wait for a `NotFittedError`.",
)(altered({"        check_is_fitted(self)\n": ""}))

wraps = mistake(
    MedianNeighbours,
    "Differences are taken between numbers of the type that came in. In `uint8`, 3 minus 5 is 254, and the nearest row is the farthest.",
)(altered({"X, y, dtype=float": "X, y", "X, reset=False, dtype=float": "X, reset=False"}))

knows_no_names = mistake(
    MedianNeighbours,
    "In `predict`, the columns are not compared with those of the training: the same names in another order are taken as they come, and answered.",
)(altered({"validate_data(self, X, reset=False, dtype=float)": "check_array(X, dtype=float)"}))

learns_names_anew = mistake(
    MedianNeighbours,
    "`predict` learns names and number of the columns anew, from the rows that it is asked about, instead of comparing them with those of the training.",
)(altered({"reset=False": "reset=True"}))

trusts_callers = mistake(
    MedianNeighbours,
    "Nothing looks at what comes in: rows with missing values are learned from and answered, and nobody has counted the columns (`n_features_in_`).",
)(
    altered({
        "validate_data(self, X, y, dtype=float)": "np.asarray(X, dtype=float), np.asarray(y)",
        "validate_data(self, X, reset=False, dtype=float)": "np.asarray(X, dtype=float)",
    })
)


@check("predicts the median of an odd or even number of neighbours", sizes=(1, 2, 5, 6))
def medians(learner, rng, size):
    X, y = _rows(rng, 30)
    model, new = learner.MedianNeighbours(k=size), rng.normal(size=(6, 3))
    model.fit(X, y)
    for rows in (new, new[:1], X[:4]):
        expect(model.predict(rows)).close(MedianNeighbours(size).fit(X, y).predict(rows))


@check("asks 5 neighbours unless told otherwise, and returns itself from `fit`")
def defaults(learner, rng):
    X, y = _rows(rng, 20)
    model = learner.MedianNeighbours()
    expect(model.get_params()).equals({"k": 5})
    fitted = model.fit(X, y)
    returned = "None" if fitted is None else "something else"
    expect(fitted is model).is_true("`fit` returns the estimator", f"`fit` returns {returned}, not the estimator")
    expect([model.k_, model.n_features_in_]).equals([5, 3])
    new = rng.normal(size=(5, 3))
    expect(model.predict(new)).close(MedianNeighbours().fit(X, y).predict(new))
    expect(model.score(X, y)).close(MedianNeighbours().fit(X, y).score(X, y))


@check("asks all rows when there are few, and keeps the `k` that was chosen")
def few_rows(learner, rng):
    k = int(rng.integers(8, 12))
    model, new = learner.MedianNeighbours(k=k), rng.normal(size=(4, 3))
    for n in (int(rng.integers(2, 7)), 40):
        X, y = _rows(rng, n)
        model.fit(X, y)
        expect([model.k_, model.k]).equals([min(k, n), k])
        expect(model.get_params()).equals({"k": k})
        expect(model.predict(new)).close(MedianNeighbours(k).fit(X, y).predict(new))


@check("forgets with `fit` what it learned before, and knows nothing of what others learned")
def second_fit(learner, rng):
    one, other = learner.MedianNeighbours(k=3), learner.MedianNeighbours(k=2)
    first, second = _rows(rng, 12), _rows(rng, 15)
    new = rng.normal(size=(5, 3))
    one.fit(*first)
    one.fit(*second)
    expect(one.predict(new)).close(MedianNeighbours(3).fit(*second).predict(new))
    other.fit(*first)
    expect(one.predict(new)).close(MedianNeighbours(3).fit(*second).predict(new))
    expect(other.predict(new)).close(MedianNeighbours(2).fit(*first).predict(new))
    X, y = _rows(rng, 8)
    one.fit(X[:, :2], y)
    expect(one.n_features_in_).equals(2)
    expect(one.predict(new[:, :2])).close(MedianNeighbours(3).fit(X[:, :2], y).predict(new[:, :2]))


@check("has learned nothing before `fit`, and says so by a NotFittedError")
def before_fit(learner, rng):
    model = learner.MedianNeighbours(k=int(rng.integers(1, 9)))
    expect([name for name in ("k_", "n_features_in_") if hasattr(model, name)]).equals([])
    expect.raises("NotFittedError", lambda: model.predict(rng.normal(size=(2, 3))))


@check("goes by a new `k` from the next `fit` on, and not before")
def set_later(learner, rng):
    X, y = _rows(rng, 25)
    few, many = int(rng.integers(1, 4)), int(rng.integers(6, 10))
    new = rng.normal(size=(5, 3))
    model = learner.MedianNeighbours(k=few)
    model.fit(X, y)
    model.set_params(k=many)
    expect(model.predict(new)).close(MedianNeighbours(few).fit(X, y).predict(new))
    expect([model.k_, model.k]).equals([few, many])
    model.fit(X, y)
    expect(model.predict(new)).close(MedianNeighbours(many).fit(X, y).predict(new))
    fresh = learner.MedianNeighbours()
    fresh.set_params(k=many)
    fresh.fit(X, y)
    expect(fresh.predict(new)).close(MedianNeighbours(many).fit(X, y).predict(new))


@check("takes any `k` when it is made, and raises a ValueError from `fit` if that is no whole number from 1 on")
def wrong_k(learner, rng):
    X, y = _rows(rng, 12)
    for k in (0, -int(rng.integers(1, 9)), 2.5, "3", None):
        model = learner.MedianNeighbours(k=k)
        expect(model.k).equals(k)
        expect(model.get_params()).equals({"k": k})
        expect.raises(ValueError, lambda: model.fit(X, y))  # noqa: B023
    model.set_params(k=np.int64(4))
    model.fit(X, y)
    expect(model.predict(X[:3])).close(MedianNeighbours(4).fit(X, y).predict(X[:3]))


@check("finds the nearest rows among numbers without sign, too")
def pixels(learner, rng):
    y = rng.normal(size=20)
    while True:
        X, new = (rng.integers(0, 256, size=(n, 3)).astype(np.uint8) for n in (20, 6))
        squared = ((new[:, None].astype(float) - X) ** 2).sum(axis=2)
        if np.diff(np.sort(squared)[:, :4]).min() > 0:  # no two are equally near
            break
    model = learner.MedianNeighbours(k=3)
    model.fit(X, y)
    expect(model.predict(new)).close(MedianNeighbours(3).fit(X, y).predict(new))


@check("knows its columns, and refuses others with a ValueError")
def columns(learner, rng):
    X, y = _rows(rng, 15)
    names = rng.permutation(["rooms", "floor", "built"]).tolist()
    table, new = pd.DataFrame(X, columns=names), pd.DataFrame(rng.normal(size=(4, 3)), columns=names)
    model = learner.MedianNeighbours(k=3)
    model.fit(table, y)
    right = MedianNeighbours(3).fit(table, y).predict(new)
    expect([_listed(model.feature_names_in_), model.n_features_in_]).equals([names, 3])
    expect.raises(ValueError, lambda: model.predict(new[names[::-1]]))
    expect.raises(ValueError, lambda: model.predict(new.rename(columns={names[1]: "rent"})))
    expect.raises(ValueError, lambda: model.predict(new[names[:1]]))
    expect.raises(ValueError, lambda: model.predict(new.assign(rent=1.0)))
    expect([_listed(model.feature_names_in_), model.n_features_in_]).equals([names, 3])
    expect(model.predict(new)).close(right)


@check("refuses with a ValueError what is no table of numbers")
def no_tables(learner, rng):
    X, y = _rows(rng, 10)
    gap = X.copy()
    gap[int(rng.integers(10)), int(rng.integers(3))] = np.nan
    model = learner.MedianNeighbours(k=2)
    for rows, targets in ((gap, y), (X[:, 0], y), (X, y[1:])):
        expect.raises(ValueError, lambda: model.fit(rows, targets))  # noqa: B023
    model.fit(X, y)
    for rows in (gap, X[0], X[:, :2], np.hstack([X, X])):
        expect.raises(ValueError, lambda: model.predict(rows))  # noqa: B023
    expect(model.n_features_in_).equals(3)


@check("leaves rows and targets as they are")
def unchanged(learner, rng):
    X, y = _rows(rng, 10)
    model = learner.MedianNeighbours(k=3)
    expect(model.fit).leaves_unchanged(X, y)
    expect(model.predict).leaves_unchanged(X)
    expect(model.score).leaves_unchanged(X, y)


@check("gives scikit-learn's own checks nothing to complain of")
def own_checks(learner, rng):
    expect(learner.complaints(learner["MedianNeighbours"](k=int(rng.integers(1, 6))))).equals([])


def _rows(rng, n):
    """Rows, and targets of which some are absurd."""
    X = rng.normal(size=(n, 3))
    return X, X @ np.array([3.0, -1.0, 0.5]) + np.where(rng.random(n) < 0.2, 1000.0, rng.normal(size=n))


def _listed(names):
    return names.tolist() if isinstance(names, np.ndarray) else names
