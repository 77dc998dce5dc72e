r'''Boosting from scratch

Write `Boosted(loss, rate, rounds, patience=None)`, boosted stumps for numbers (`loss` is `"squared"`) or for zeros and ones (`"log"`).

- `fit(X, y)` learns from the floats `X` of shape `(n, d)` and from `y` of shape `(n,)`, and returns the model. With `"log"`, `y` holds
  zeros and ones, and both occur. A second `fit` knows nothing of the first.
- `staged(X)` returns an array of shape `(k + 1, m)`: what is predicted for `m` rows after 0, 1, …, `k` rounds. With `"log"` that is
  the probability of a 1. Without a patience, `k` is `rounds`, which may be 0.
- `predict(X)` returns the last row of `staged(X)`.

**The start.** All rows have the same score $F$: the mean $\bar y$, or with `"log"` $\ln\frac{\bar y}{1 - \bar y}$, since there $F$ is the logarithm of
the odds, and the probability is $p = \frac{1}{1 + e^{-F}}$.

**A round.** The residuals $r$ are $y - F$, or $y - p$. A stump asks for one column whether a value is at most some threshold, and
thresholds lie halfway between neighbouring different values of the column. Of all stumps, take the one for which the squared distances of the residuals
from the mean of their side have the smallest sum. (In what is tested there is always one that is better than all others.) Each side's leaf
is $\frac{\sum r}{\text{rows}}$, or with `"log"` $\frac{\sum r}{\sum p (1 - p)}$, taken over the side; should that divisor come out as 0, the leaf is 0. The scores move
by `rate` times their leaf.

**Stopping.** With a `patience`, it is `fit(X, y, X_held, y_held)`. The loss of the held rows is the mean of $(y - F)^2$, or of
$-\ln$ of the probability that was given to what happened. Once `patience` rounds in a row have not been lower than the lowest
before them, no more are added. Then, and also where `rounds` are used up, the rounds after the lowest are dropped, or after the
first of several that are equally low. The start is round 0, and may be the lowest.

NumPy, pandas and what comes with Python are enough. There are at most 60 rows, 4 columns and 200 rounds.

```python
X, new = np.array([[1.0], [2.0], [4.0], [6.0]]), np.array([[3.0], [3.5]])
Boosted("squared", 0.5, 1).fit(X, np.array([1.0, 1.0, 4.0, 6.0])).staged(new)    # array([[3.0, 3.0], [2.0, 4.0]])
Boosted("log", 0.5, 1).fit(X, np.array([0, 0, 1, 1])).predict(new).round(3)    # array([0.269, 0.731])
```
'''

import sys

import numpy as np

from mlestone.proving import afterwards, altered, answer, check, expect, helper, hints, mistake

hints(
    "For both losses, what has to be taken from `y` to get the residuals, and where is that number kept between rounds?",
    "What adds up are scores. Probabilities are made of them only when somebody asks. For a stump, sort a column; the sums of "
    "all its left sides are one cumulated sum.",
    "The sum of squares is smallest where the squared sum of the left residuals divided by their number, plus the same of the right ones, "
    "is largest. For the stop, keep a list of held losses and look where its smallest entry stands.",
)

afterwards(
    "`GradientBoostingClassifier(max_depth=1)` makes the same scores, digit by digit. `n_iter_no_change` is its patience, on rows it draws by itself, "
    "and it keeps the rounds that were of no use. XGBoost and LightGBM use the divisor of the leaf for choosing the split as well, and add a penalty to it, "
    "so that a leaf of near-certain rows cannot jump."
)


@helper
def _stumps(X, r):
    """Of every stump: by how much its two means are better than none, its column, and its threshold."""
    found = []
    for column, values in enumerate(X.T):
        order = np.argsort(values)
        v, left, n = values[order], np.cumsum(r[order]), np.arange(len(r)) + 1.0
        for at in np.flatnonzero(v[:-1] < v[1:]):
            gain = left[at] ** 2 / n[at] + (left[-1] - left[at]) ** 2 / (len(r) - n[at])
            found.append((gain, column, (v[at] + v[at + 1]) / 2))
    return found


@helper
def _leaf(loss, r, p):
    divisor = len(r) if loss == "squared" else (p * (1 - p)).sum()
    return r.sum() / divisor if divisor else 0.0


@helper
def _scores(start, stumps, X):
    """The scores of the rows after 0, 1, … rounds."""
    moves = [np.where(X[:, column] <= threshold, low, high) for column, threshold, low, high in stumps]
    return start + np.cumsum([np.zeros(len(X)), *moves], axis=0)


@helper
def _mean_loss(loss, y, predicted):
    if loss == "squared":
        return np.mean((y - predicted) ** 2)
    with np.errstate(divide="ignore"):  # what was held for impossible has happened: the loss is inf
        return -np.mean(np.log(np.where(y == 1, predicted, 1 - predicted)))


@answer
class Boosted:
    """Boosted stumps for a loss, "squared" or "log"."""

    def __init__(self, loss, rate, rounds, patience=None):
        self.loss, self.rate, self.rounds, self.patience = loss, rate, rounds, patience

    def fit(self, X, y, X_held=None, y_held=None):
        """Learn from `X` and `y`, watching the held rows if there is a patience, and return the model."""
        mean = np.mean(y)
        self.start = mean if self.loss == "squared" else np.log(mean / (1 - mean))
        self.stumps, losses = [], []
        while True:
            if self.patience is not None:
                losses.append(_mean_loss(self.loss, y_held, self.predict(X_held)))
                if len(self.stumps) - np.argmin(losses) >= self.patience:
                    break
            if len(self.stumps) == self.rounds:
                break
            self._add_stump(X, y)
        if self.patience is not None:
            self.stumps = self.stumps[: np.argmin(losses)]
        return self

    def _add_stump(self, X, y):
        p = self.predict(X)
        r = y - p
        _, column, threshold = max(_stumps(X, r))
        low = X[:, column] <= threshold
        leaves = [self.rate * _leaf(self.loss, r[side], p[side]) for side in (low, ~low)]
        self.stumps.append((column, threshold, *leaves))

    def staged(self, X):
        """Return the predictions after 0, 1, … rounds, an array with one line for each."""
        F = _scores(self.start, self.stumps, X)
        return F if self.loss == "squared" else 1 / (1 + np.exp(-F))

    def predict(self, X):
        """Return the predictions after the last round."""
        return self.staged(X)[-1]


@mistake(
    Boosted,
    "The residuals of probabilities are added to probabilities, as if the loss were squared. Sooner or later one of them is above 1. What may grow without end, and "
    "becomes a probability only when somebody asks?",
)
class AddsToProbabilities(Boosted):
    def __init__(self, loss, rate, rounds, patience=None):
        super().__init__("squared", rate, rounds, patience)


means_in_leaves = mistake(
    Boosted,
    "Each leaf adds the mean of its residuals, with the log loss too. That is a step in the right direction, in the unit of probabilities; by what is "
    "it divided to be one of log-odds?",
)(altered({"_leaf(self.loss, r[side], p[side])": "r[side].mean()"}))


@mistake(
    Boosted,
    "The rate is applied twice: the leaves hold it already when they are stored, and it is multiplied with them once more where they are added up.",
)
class RateTwice(Boosted):
    def fit(self, X, y, X_held=None, y_held=None):
        self.inner = Boosted(self.loss, self.rate, self.rounds, self.patience).fit(X, y, X_held, y_held)
        return self

    def staged(self, X):
        return _with_leaves_times(self.rate, self.inner, X)


@mistake(
    Boosted,
    "While learning, the scores move by the rate times the leaf; when predicting, by the whole leaf. Rows that were learned from should get the very scores they had then.",
)
class RateForgotten(Boosted):
    def fit(self, X, y, X_held=None, y_held=None):
        self.inner = Boosted(self.loss, self.rate, self.rounds, self.patience).fit(X, y, X_held, y_held)
        return self

    def staged(self, X):
        return _with_leaves_times(1 / self.rate, self.inner, X)


impatient = mistake(
    Boosted,
    "It stops at the first round that is no better than the best before. How many of these are to be put up with?",
)(altered({">= self.patience": ">= 1"}))

same_residuals = mistake(
    Boosted,
    "Every stump is fitted to the same residuals, those of the start. What is left to explain after the first?",
)(altered({"r = y - p": "r = y - self.staged(X)[0]"}))

starts_at_zero = mistake(
    Boosted,
    "It begins with a score of 0, so that the first rounds have to find the mean. Which one number for all rows has the smallest loss?",
)(altered({'mean if self.loss == "squared" else np.log(mean / (1 - mean))': "0.0"}))

splits_at_values = mistake(
    Boosted,
    "A threshold is one of the values of the column. Rows that were learned from fall on the same side as with the one that was asked for; a new row between two values may not.",
)(altered({"low = X[:, column] <= threshold": "threshold = X[X[:, column] <= threshold, column].max(); low = X[:, column] <= threshold"}))

unweighted_sides = mistake(
    Boosted,
    "Stumps are compared by the mean square of one side plus the mean square of the other: a side with one row in it counts as much as one with all the rest. "
    "What was to have the smallest sum?",
)(altered({"max(_stumps(X, r))": "min(_by_mean_squares(X, r))"}))

splits_by_newton = mistake(
    Boosted,
    "With the log loss, stumps are compared by their leaves' divisors, which is what XGBoost does. Here it is the residuals' squared distances from their mean.",
)(altered({"max(_stumps(X, r))": "max(_by_newton(self.loss, X, r, p))"}))

only_drops_when_it_stops = mistake(
    Boosted,
    "Where the rounds are used up before the patience is, all of them are kept, and with them those after the lowest.",
)(altered({"if self.patience is not None:\n            self.stumps =": "if self.patience is not None and len(self.stumps) < self.rounds:\n            self.stumps ="}))

keeps_what_was_no_use = mistake(
    Boosted,
    "It stops, and keeps the rounds in which it was waiting for something better. Which round had the lowest loss?",
)(altered({"self.stumps[: np.argmin(losses)]": "self.stumps"}))

watches_itself = mistake(
    Boosted,
    "It watches the rows it learns from. Their loss has no reason to rise.",
)(altered({"_mean_loss(self.loss, y_held, self.predict(X_held))": "_mean_loss(self.loss, y, self.predict(X))"}))

start_not_counted = mistake(
    Boosted,
    "At least one round is kept, however bad. The start has a loss on the held rows too.",
)(altered({"self.stumps[: np.argmin(losses)]": "self.stumps[: 1 + np.argmin(losses[1:] or [0])]"}))

remembers = mistake(
    Boosted,
    "A second `fit` goes on where the first one ended: its stumps are still there.",
)(altered({"self.stumps, losses = [], []": 'self.stumps, losses = getattr(self, "stumps", [])[:], []',
           "if len(self.stumps) == self.rounds:": "if len(self.stumps) >= self.rounds:"}))

divides_zero_by_zero = mistake(
    Boosted,
    "When all rows of a leaf are certain, $\\sum p(1 - p)$ is 0 in floating point, and so is the sum of the residuals: `nan`, which then spreads to all scores.",
)(altered({"_leaf(self.loss, r[side], p[side])": "_bare_leaf(self.loss, r[side], p[side])"}))


@check("predicts one number for all rows before the first round")
def the_start(learner, rng):
    for loss in _LOSSES:
        X, y, new = _rows(rng, loss, 9)
        expect(learner.Boosted(loss, 0.5, 0).fit(X, y).staged(new)).close(Boosted(loss, 0.5, 0).fit(X, y).staged(new))


@check("predicts numbers, round by round, for the rows it learned from")
def numbers(learner, rng):
    X, y, _ = _clear_rows(rng, "squared", 0.3, 6)
    expect(learner.Boosted("squared", 0.3, 6).fit(X, y).staged(X)).close(Boosted("squared", 0.3, 6).fit(X, y).staged(X))


@check("predicts probabilities, round by round, for the rows it learned from")
def probabilities(learner, rng):
    X, y, _ = _clear_rows(rng, "log", 0.4, 6)
    expect(learner.Boosted("log", 0.4, 6).fit(X, y).staged(X)).close(Boosted("log", 0.4, 6).fit(X, y).staged(X))


@check("predicts new rows, also between values and on a threshold")
def new_rows(learner, rng):
    for loss in _LOSSES:
        for whole in (False, True):
            X, y, new = _clear_rows(rng, loss, 0.5, 5, whole=whole)
            got = learner.Boosted(loss, 0.5, 5).fit(X, y).staged(new)
            expect(got).close(Boosted(loss, 0.5, 5).fit(X, y).staged(new))


@check("has the last round of `staged` for its prediction")
def prediction(learner, rng):
    for loss in _LOSSES:
        X, y, new = _clear_rows(rng, loss, 1.0, 4)
        expect(learner.Boosted(loss, 1.0, 4).fit(X, y).predict(new)).close(Boosted(loss, 1.0, 4).fit(X, y).predict(new))


@check("leaves a column alone in which nothing differs")
def constant(learner, rng):
    for loss in _LOSSES:
        X, y, new = _clear_rows(rng, loss, 0.5, 4, constant=True)
        expect(learner.Boosted(loss, 0.5, 4).fit(X, y).staged(new)).close(Boosted(loss, 0.5, 4).fit(X, y).staged(new))


@check("goes back to the round with the lowest loss on the held rows, when the patience is at an end")
def stops(learner, rng):
    for loss in _LOSSES:
        _compare_kept(learner, rng, loss, lambda best, used, rounds: 1 < best and used < rounds, misled=loss == "log")


@check("puts up with as many useless rounds as its patience allows")
def waits(learner, rng):
    for loss in _LOSSES:
        _compare_kept(learner, rng, loss, lambda best, used, rounds: 2 < best and used < rounds, detour=True)


@check("ends with its patience, though one more round would have been better than all before")
def ends(learner, rng):
    for loss in _LOSSES:
        patience = int(rng.integers(1, 3))
        _compare_kept(learner, rng, loss, lambda best, used, rounds: 0 < best and used < rounds, patience=patience, missed=True)


@check("goes back as well when the rounds are used up, and to the start when nothing was better")
def used_up(learner, rng):
    for loss in _LOSSES:
        _compare_kept(learner, rng, loss, lambda best, used, rounds: 0 < best < used == rounds, rounds=3)
        _compare_kept(learner, rng, loss, lambda best, used, rounds: best == 0)
        _compare_kept(learner, rng, loss, lambda best, used, rounds: best == used == rounds, rounds=3)


@check("counts the useless rounds anew after each that was lower than all before")
def in_a_row(learner, rng):
    wanted = np.array([-1, -0.5, -2, -1.5, -3, -2.5, -2])  # by how much the rounds change the held loss
    while True:
        X, y, held = _clear_rows(rng, "squared", 0.6, len(wanted))
        stages = Boosted("squared", 0.6, len(wanted)).fit(X, y).staged(held)
        moved, gained = stages[1:] - stages[0], np.mean(stages[1:] ** 2 - stages[0] ** 2, axis=1)
        y_held = np.linalg.lstsq(-2 * moved / len(held), wanted - gained, rcond=None)[0]
        if np.allclose(gained - 2 * np.mean(moved * y_held, axis=1), wanted):
            break
    got = learner.Boosted("squared", 0.6, len(wanted), 2).fit(X, y, held, y_held)
    expect(got.staged(X)).close(Boosted("squared", 0.6, len(wanted), 2).fit(X, y, held, y_held).staged(X))


@check("takes a round that is no better than the lowest for a useless one, though it is no worse")
def equally_low(learner, rng):
    low, high = 4.0 * rng.permutation(np.arange(-5, 6))[:2]
    X, y = np.array([[1.0], [2.0], [2.0], [1.0]]), np.array([low, high, high, low])
    for patience in (2, 9):  # the first round takes all there is, the others add 0
        got = learner.Boosted("squared", 1.0, 5, patience).fit(X, y, X + 0.25, y + 1.0)
        expect(got.staged(X)).close(Boosted("squared", 1.0, 5, patience).fit(X, y, X + 0.25, y + 1.0).staged(X))


@check("forgets an earlier fit, and shares nothing with other models")
def apart(learner, rng):
    for loss in _LOSSES:
        (X, y, new), (Z, z, _) = _clear_rows(rng, loss, 0.5, 3), _clear_rows(rng, loss, 0.5, 3)
        model, other = learner.Boosted(loss, 0.5, 3), learner.Boosted(loss, 0.5, 3)
        returned = model.fit(Z, z)
        expect(returned is model).is_true("`fit` returns the model", "`fit` returns something else than the model")
        model.fit(X, y)
        other.fit(Z, z)
        expect(model.staged(new)).close(Boosted(loss, 0.5, 3).fit(X, y).staged(new))
        expect(other.staged(new)).close(Boosted(loss, 0.5, 3).fit(Z, z).staged(new))


@check("stays between 0 and 1 after many rounds on classes that one column tells apart")
def certain(learner, rng):
    n = int(rng.integers(14, 20))
    y = (np.arange(n) < rng.integers(5, n - 4)).astype(int)
    X = np.column_stack([np.where(y == 1, 2.0, -2.0) + rng.uniform(-1, 1, n), rng.normal(size=n)])
    X[:2, 1], X[-2:, 1] = [-4.0, 4.0], [-4.5, 4.5]  # its ends are of both classes: it cannot tell them apart
    model = learner.Boosted("log", 1.0, 120).fit(X, y)
    expect(model.predict(X)).close(y.astype(float))


@check("leaves the tables as they were")
def arguments(learner, rng):
    for loss in _LOSSES:
        X, y, new = _rows(rng, loss, 12)
        expect(learner.Boosted(loss, 0.5, 3).fit).leaves_unchanged(X, y)
        model = learner.Boosted(loss, 0.5, 3).fit(X, y)
        expect(model.staged).pure(new)


@check("imports nothing but NumPy, pandas and what comes with Python")
def from_scratch(learner, rng):
    expect(learner.source).only_imports("numpy", "pandas", *sys.stdlib_module_names)


_LOSSES = ("squared", "log")
_APART = 1e-6


def _rows(rng, loss, n, whole=False, constant=False):
    """Rows to learn from and new ones; whole numbers lie two apart, so that thresholds are whole numbers as well."""
    X = 2.0 * rng.integers(-3, 4, size=(2 * n, 3)) if whole else rng.normal(size=(2 * n, 3))
    X[:, 1] *= 10
    F = 1.5 * X[:, 0] / X[:, 0].std() + rng.normal(size=2 * n) + (X[:, 2] > 0)
    y = F.round(2) + 5.0 if loss == "squared" else (F > 0.3).astype(int)
    if constant:
        X[:, 2] = rng.normal()
    if loss == "log":
        y[:2] = [0, 1]
    new = np.vstack([X[n:], (X[: n // 2] + X[n // 2 : 2 * (n // 2)]) / 2])  # some between others, or on thresholds
    return X[:n], y[:n], new.round() if whole else new


def _clear_rows(rng, loss, rate, rounds, **options):
    """Rows on which no second stump is as good as the best, in any round."""
    while True:
        X, y, new = _rows(rng, loss, int(rng.integers(24, 32)), **options)
        if _is_clear(Boosted(loss, rate, rounds).fit(X, y), X, y):
            return X, y, new


def _is_clear(model, X, y):
    for p in model.staged(X)[:-1]:
        gains = sorted(gain for gain, *_ in _stumps(X, y - p))
        if gains[-1] - gains[-2] < _APART * gains[-1]:
            return False
    return True


def _compare_kept(learner, rng, loss, wanted, rounds=10, detour=False, missed=False, misled=False, patience=None):
    """Plays with held rows on which the lowest round stands where it is wanted.

    `missed`: the round after the last would have been better. `misled`: whoever watches the share of wrong classes keeps another round.
    """
    rate, drawn = 0.6, patience is None
    while True:
        patience = int(rng.integers(2, 5)) if drawn else patience
        X, y, new = _rows(rng, loss, 14)
        X_held, y_held, _ = _rows(rng, loss, 12)
        if loss == "squared":
            y, y_held = y + rng.normal(scale=2, size=len(y)), y_held + rng.normal(scale=2, size=len(y_held))
        else:
            y = np.where(rng.random(len(y)) < 0.25, 1 - y, y)
            y_held = np.where(rng.random(len(y_held)) < 0.25, 1 - y_held, y_held)
        if len(set(y)) < 2:
            continue
        whole = Boosted(loss, rate, rounds).fit(X, y)
        stages = whole.staged(X_held)
        losses = np.array([_mean_loss(loss, y_held, p) for p in stages])
        best, used = _best_and_used(losses, patience)
        close = any(abs(losses[at] - losses[:at].min()) < _APART for at in range(1, used + 1))
        rises = (np.diff(losses[: best + 1]) > 0).any()
        if missed and not (losses[used + 1 : used + 2] < losses[best] - _APART).any():
            continue
        if misled and best == _best_and_used(np.array([((p > 0.5) != y_held).mean() for p in stages]), patience)[0]:
            continue
        if wanted(best, used, rounds) and not close and rises == detour and _is_clear(whole, X, y):
            break
    model = learner.Boosted(loss, rate, rounds, patience).fit(X, y, X_held, y_held)
    expect(model.staged(new)).close(Boosted(loss, rate, rounds, patience).fit(X, y, X_held, y_held).staged(new))


def _best_and_used(losses, patience):
    used = next((at for at in range(len(losses)) if at - losses[: at + 1].argmin() >= patience), len(losses) - 1)
    return int(losses[: used + 1].argmin()), used


def _with_leaves_times(factor, model, X):
    F = _scores(model.start, [(*where, factor * low, factor * high) for *where, low, high in model.stumps], X)
    return F if model.loss == "squared" else 1 / (1 + np.exp(-F))


def _by_mean_squares(X, r):
    found = []
    for _, column, threshold in _stumps(X, r):
        low = X[:, column] <= threshold
        found.append((r[low].var() + r[~low].var(), column, threshold))
    return found


def _by_newton(loss, X, r, p):
    found = []
    for gain, column, threshold in _stumps(X, r):
        low = X[:, column] <= threshold
        if loss == "log":
            gain = sum(r[side].sum() * _leaf(loss, r[side], p[side]) for side in (low, ~low))
        found.append((gain, column, threshold))
    return found


def _bare_leaf(loss, r, p):
    with np.errstate(all="ignore"):
        return r.sum() / (len(r) if loss == "squared" else (p * (1 - p)).sum())
