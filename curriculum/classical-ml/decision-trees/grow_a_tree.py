"""Grow a tree

Write a decision tree for classes and for numbers. `X` is an array of numbers of shape `(n, d)`, `y` an array of length `n`,
and nothing is missing. `criterion` says how impure a group of rows is:

| `criterion` | `y` holds | impurity |
| --- | --- | --- |
| `"gini"` | labels, integers or texts | 1 minus the sum of the squared shares of the labels |
| `"entropy"` | labels, integers or texts | entropy of the shares, in bits |
| `"variance"` | numbers | mean squared distance to the mean |

- `impurity(y, criterion)` is the impurity of `y`, which holds at least one value.
- `best_split(X, y, criterion, min_leaf=1)` looks for the question `X[:, column] <= threshold` that gains most: the impurity of `y`
  minus that of both sides, each weighted by its share of the rows. A threshold lies midway between two neighbouring, different
  values of its column, and each side has to hold at least `min_leaf` rows. Returned is `(column, threshold, gain)`, or `None` where there is no
  such threshold. A gain of 0 is a gain.
- `Tree(criterion, max_depth, min_leaf).fit(X, y)` asks the best question, and goes on in the same way on either side. A group is
  a leaf, and is not asked any more, where `max_depth` questions were asked on the way (`None`: no limit), where all its `y` are equal, or
  where there is no threshold. `fit` returns the tree.
- `tree.predict(X)` returns an array with the reply for each row, that of its leaf: the mean of the numbers, or the most frequent label, of
  equally frequent ones the smallest. `tree.leaves()` is the number of leaves.

Of equally good questions take any: no check depends on which. Numbers may be of any type, `uint8` as well, and lie far from zero
(mean 10⁶, deviation 1). Sort each column once: on 2,000 rows, `best_split` may cost at most 80 times what the author's does. Plain
Python with running counts costs some 10 times as much, counting all rows anew for each threshold some 200 times. Arguments stay as
they are. Import NumPy and what comes with Python, nothing else.

```python
X = np.array([[1, 9], [2, 3], [4, 8], [7, 5]])
impurity(np.array(["a", "b", "b", "b"]), "gini")                # 0.375
best_split(X, np.array(["a", "a", "b", "b"]), "gini")           # (0, 3.0, 0.5)
tree = Tree("variance", max_depth=1, min_leaf=1).fit(X, np.array([1.0, 2.0, 6.0, 8.0]))
tree.predict(np.array([[0, 0], [3, 0], [50, 0]]))               # [1.5, 1.5, 7.0]
tree.leaves()                                                   # 2
```
"""

import sys

import numpy as np

from mlestone.proving import afterwards, altered, answer, check, expect, helper, hints, mistake

hints(
    "Along a sorted column, what changes from one threshold to the next? How many rows change sides?",
    "Shares of labels are sums divided by a number of rows, and so is a variance once there are sums of the numbers and of "
    "their squares. `np.cumsum` has all of these sums at once. Where do squares of large numbers lose their last digits?",
    "Make of `y` a table of zeros and ones with a column for each label, or one of centred numbers and their squares; sum it up along "
    "the order of a column, and what is not on the left is on the right. Thresholds that are not allowed get the worst of values "
    "before the best is looked for.",
)

afterwards(
    "`sklearn.tree.DecisionTreeClassifier` and `DecisionTreeRegressor` do the same walk along sorted columns, in compiled code: "
    "`criterion` is `\"gini\"`, `\"entropy\"` or `\"squared_error\"`, `min_leaf` is `min_samples_leaf`. They keep columns as 32-bit floats, draw "
    "lots among equally good questions (`random_state`), and can prune what they have grown (`ccp_alpha`)."
)


@helper
def as_columns(y, criterion):
    """Columns whose means over some rows say how impure these rows are."""
    if criterion == "variance":
        centred = y - y.mean()  # squares of numbers far from zero would lose the digits that matter
        return np.column_stack([centred, centred**2])
    return (y[:, None] == np.unique(y)).astype(float)


@helper
def impurity_of(means, criterion):
    """Impurities from means of these columns, which lie along the last axis."""
    if criterion == "variance":
        return means[..., 1] - means[..., 0] ** 2
    if criterion == "gini":
        return 1 - (means**2).sum(axis=-1)
    return -(means * np.log2(np.where(means > 0, means, 1))).sum(axis=-1)


@answer
def impurity(y: np.ndarray, criterion: str) -> float:
    """Return the impurity of `y`; `criterion` is "gini", "entropy" or "variance"."""
    return float(impurity_of(as_columns(y, criterion).mean(axis=0), criterion))


@answer
def best_split(
    X: np.ndarray, y: np.ndarray, criterion: str, min_leaf: int = 1
) -> tuple[int, float, float] | None:
    """Return (column, threshold, gain) of the question that gains most, or None where none can be asked."""
    columns, best = as_columns(y, criterion), None
    n, total = len(y), columns.sum(axis=0)
    size = np.arange(1, n)  # of the left side
    for column in range(X.shape[1]):
        order = np.argsort(X[:, column])
        x, left = X[order, column].astype(float), columns[order].cumsum(axis=0)[:-1]
        after = size * impurity_of(left / size[:, None], criterion)
        after += (n - size) * impurity_of((total - left) / (n - size)[:, None], criterion)
        allowed = (x[1:] > x[:-1]) & (size >= min_leaf) & (n - size >= min_leaf)
        if allowed.any():
            at = np.where(allowed, after, np.inf).argmin()
            gain = impurity(y, criterion) - after[at] / n
            if best is None or gain > best[2]:
                best = column, (x[at] + x[at + 1]) / 2, gain
    return best


@answer
class Tree:
    """A decision tree for classes ("gini", "entropy") or numbers ("variance")."""

    def __init__(self, criterion: str = "gini", max_depth: int | None = None, min_leaf: int = 1) -> None:
        self.criterion, self.max_depth, self.min_leaf = criterion, max_depth, min_leaf

    def fit(self, X: np.ndarray, y: np.ndarray) -> "Tree":
        """Grow the tree, and return it."""
        self.root = self._grow(X, y, 0)
        return self

    def predict(self, X: np.ndarray) -> np.ndarray:
        """Return an array with the reply for each row of `X`."""
        return np.array([self._reply(row) for row in X])

    def leaves(self) -> int:
        """Return the number of leaves."""
        return self._leaves_of(self.root)

    def _grow(self, X, y, asked):
        if asked == self.max_depth or (y == y[0]).all():
            return self._leaf(y)
        split = best_split(X, y, self.criterion, self.min_leaf)
        if split is None:
            return self._leaf(y)
        column, threshold, _ = split
        left = X[:, column] <= threshold
        return column, threshold, self._grow(X[left], y[left], asked + 1), self._grow(X[~left], y[~left], asked + 1)

    def _leaf(self, y):
        if self.criterion == "variance":
            return (y.mean(),)
        labels, counts = np.unique(y, return_counts=True)
        return (labels[counts.argmax()],)

    def _reply(self, row):
        node = self.root
        while len(node) > 1:
            column, threshold, left, right = node
            node = left if row[column] <= threshold else right
        return node[0]

    def _leaves_of(self, node):
        return 1 if len(node) == 1 else self._leaves_of(node[2]) + self._leaves_of(node[3])


@mistake(impurity, "This entropy is in nats: the logarithm is the natural one. Which logarithm counts bits?")
def natural_logarithm(y, criterion):
    return impurity(y, criterion) * (np.log(2) if criterion == "entropy" else 1)


@mistake(
    impurity,
    "The variance divides by one less than the number of values. A mean of squared distances divides by how many there are.",
)
def divides_by_one_less(y, criterion):
    return impurity(y, criterion) if criterion != "variance" else float(np.var(y, ddof=1)) if len(y) > 1 else 0.0


@mistake(
    impurity,
    "1 minus the largest share is the share of errors of a leaf. It says nothing about how the rest is shared out: are 2, 1, 1 of four "
    "labels as pure as 2, 2?",
)
def share_of_errors(y, criterion):
    return 1 - np.unique(y, return_counts=True)[1].max() / len(y) if criterion == "gini" else impurity(y, criterion)


unweighted = mistake(
    best_split,
    "Both sides count alike, however few rows they hold: a side of one row is always pure, and splitting it off looks like a "
    "triumph. How much should each side count?",
)(altered({"size * impurity_of(left": "n / 2 * impurity_of(left", "(n - size) * impurity_of((": "n / 2 * impurity_of(("}))


at_a_value = mistake(
    best_split,
    "The threshold is a value of the training rows, and whoever lies just above it goes right. Where is it asked to lie?",
)(altered({"(x[at] + x[at + 1]) / 2": "x[at]"}))


adds_small_types = mistake(
    best_split,
    "Two neighbouring values are added up in the type of their column. In one of `uint8` there is no number above 255, so that 200 "
    "and 250 make 194. In which type is there room?",
)(altered({".astype(float), columns[order]": ", columns[order]"}))


cuts_through_equals = mistake(
    best_split,
    "A question is thought to part rows of equal values in its column. They have the same answer to it, so that the sides it was "
    "judged by are not the sides it makes.",
)(altered({"(x[1:] > x[:-1]) & (size": "(size"}))


one_side_only = mistake(
    best_split,
    "Only the left side is asked for `min_leaf` rows. What about the others?",
)(altered({" & (n - size >= min_leaf)": ""}))


@mistake(
    best_split,
    "The best question of all is found, and dropped when a side is too small. Another threshold, a little worse, would have left "
    "enough rows on both sides: when should `min_leaf` be looked at?",
)
def gives_up_on_the_best(X, y, criterion, min_leaf=1):
    split = best_split(X, y, criterion)
    left = 0 if split is None else int((X[:, split[0]] <= split[1]).sum())
    return split if min_leaf <= left <= len(y) - min_leaf else None


refuses_to_gain_nothing = mistake(
    best_split,
    "A question that gains nothing is not asked. It may be what makes the next one tell everything, and what is asked for is the best, "
    "not a good one.",
)(altered({"if best is None or gain > best[2]:": "if gain > (1e-12 if best is None else best[2]):"}))


loses_digits = mistake(
    best_split,
    "Squares of numbers around a million have so many digits that the last of them are lost, and those hold the variance. It does not "
    "change when something is taken off all numbers first.",
)(
    altered({
        "columns, best = as_columns(y, criterion), None": "columns, best = (np.column_stack([y, y**2.0]) "
        "if criterion == 'variance' else as_columns(y, criterion)), None"
    })
)


one_question_more = mistake(
    Tree,
    "There is a question too many on the way to a leaf. With `max_depth=0` nothing is asked at all, and everybody gets the same "
    "reply.",
)(altered({"asked == self.max_depth": "asked - 1 == self.max_depth"}))


forgets_the_limit_of_a_leaf = mistake(
    Tree,
    "`min_leaf` never reaches the search for a question: sides may be smaller than that, here. It is the sides that have to hold so many rows.",
)(altered({"self.criterion, self.min_leaf)": "self.criterion)"}))


below_instead_of_at_most = mistake(
    Tree,
    "A row that lies exactly on a threshold goes right here. The question is whether it is at most the threshold.",
)(altered({"row[column] <= threshold": "row[column] < threshold"}))


stops_without_a_gain = mistake(
    Tree,
    "The tree stops where no question gains anything. Two switches of which exactly one is on: neither tells anything by itself, "
    "and both together tell everything.",
)(altered({"if split is None:": "if split is None or split[2] <= 1e-12:"}))


trusts_rounding = mistake(
    Tree,
    "A group of equal numbers is asked on, now and then: the variance of ten times 0.1 comes out a little above 0. Which test for equal "
    "values is exact?",
)(altered({"(y == y[0]).all()": "(np.var(y) == 0 if self.criterion == 'variance' else (y == y[0]).all())"}))


never_content = mistake(
    Tree,
    "Groups whose `y` are all equal are asked on. The replies are the same; the leaves are far too many. When is there nothing more to ask?",
)(altered({" or (y == y[0]).all()": ""}))


median_of_a_leaf = mistake(
    Tree,
    "The reply of a leaf of numbers is their median, or one of them. Asked for is their mean, from which the squared distances are "
    "smallest.",
)(altered({"(y.mean(),)": "(np.median(y),)"}))


last_of_the_most_frequent = mistake(
    Tree,
    "Of labels that are equally frequent in a leaf, the largest is told, or the first that came. Which one is asked for?",
)(altered({"labels[counts.argmax()]": "labels[len(counts) - 1 - counts[::-1].argmax()]"}))


@check("`impurity` measures labels and numbers as defined", sizes=(1, 2, 9))
def measures(learner, rng, size):
    for criterion in _CRITERIA:
        for _ in range(2):
            y = _target(rng, size, criterion)
            expect(learner.impurity(y, criterion)).close(impurity(y, criterion))
    expect(learner.impurity(np.arange(8), "entropy")).close(3.0)
    expect(learner.impurity(np.array([7, 8, 8, 9]), "gini")).close(0.625)


@check("`best_split` finds the question that gains most, in whichever column", sizes=(2, 5, 12))
def definition(learner, rng, size):
    for criterion in _CRITERIA:
        X, y = _clear(lambda: (rng.normal(size=(size, 1 + size // 4)), _target(rng, size, criterion)), criterion)
        expect(learner.best_split(X, y, criterion)).close(best_split(X, y, criterion))


@check("`best_split` parts no rows of equal values, and says None where it can part none")
def equal_values(learner, rng):
    for criterion in _CRITERIA:
        X, y = _clear(lambda: (rng.integers(0, 4, size=(14, 2)) * [2, 3], _target(rng, 14, criterion)), criterion)
        expect(learner.best_split(X, y, criterion)).close(best_split(X, y, criterion))
        expect(learner.best_split(np.full((5, 2), X[0]), y[:5], criterion)).equals(None)
        expect(learner.best_split(X[:1], y[:1], criterion)).equals(None)


@check("`best_split` leaves `min_leaf` rows on both sides, and takes the best question that does", sizes=(2, 3, 5))
def limits(learner, rng, size):
    for criterion in _CRITERIA:
        for turned in (1, -1):
            X, y = _clear(lambda: _with_a_stray(rng, 2 * size + 2, criterion, turned), criterion, size)
            expect(learner.best_split(X, y, criterion, size)).close(best_split(X, y, criterion, size))
        expect(learner.best_split(X[: 2 * size - 1], y[: 2 * size - 1], criterion, size)).equals(None)
        expect(learner.best_split(X, y, criterion, min_leaf=size + 2)).equals(None)


@check("`best_split` returns a question that gains nothing, if there is no better one")
def no_gain(learner, rng):
    X = rng.permutation(np.repeat(rng.normal(size=2), 2))[:, None]
    for criterion, y in (("gini", [3] * 4), ("entropy", ["a"] * 4), ("variance", [0.5] * 4)):
        expect(learner.best_split(X, np.array(y), criterion)).close((0, X.mean(), 0.0))


@check("`best_split` keeps its digits where numbers are far from zero")
def far_from_zero(learner, rng):
    X, y = _clear(lambda: (rng.normal(size=(20, 2)), rng.normal(1e6, 1.0, size=20)), "variance")
    expect(learner.best_split(X, y, "variance")).close(best_split(X, y, "variance"))
    expect(learner.impurity(y, "variance")).close(impurity(y, "variance"))


@check("`best_split` finds the one question of 2,000 rows, and costs at most 80 times what the author's does")
def running_sums(learner, rng):
    X, last = rng.permutation(2000)[:, None], 10 * int(rng.integers(30, 170)) + 6
    y = np.where(X[:, 0] > last, 1, 2)
    expect(learner.best_split(X, y, "gini")).close(best_split(X, y, "gini"))
    X, y = rng.normal(size=(2000, 1)), rng.integers(0, 3, size=2000)
    expect(learner.best_split).costs(at_most=80, times=best_split, args=(X, y, "gini"))


@check("a tree asks at most `max_depth` questions", sizes=(0, 1, 2, 3))
def depths(learner, rng, size):
    for criterion in _CRITERIA:
        X, y = _clear(lambda: (_columns(rng, 40), _target(rng, 40, criterion)), criterion, 5, size)
        tree = learner.Tree(criterion, size, 5)
        fitted = tree.fit(X, y)
        expect(fitted is tree).is_true("`fit` returns the tree", f"`fit` returns {_named(fitted)}, not the tree")
        _agree(tree, Tree(criterion, size, 5).fit(X, y), _new_rows(rng, X))


@check("a tree without a limit to its depth leaves `min_leaf` rows in each leaf", sizes=(6, 8))
def leaf_sizes(learner, rng, size):
    for criterion in _CRITERIA:
        X, y = _clear(lambda: (_columns(rng, 32), _target(rng, 32, criterion)), criterion, size, None)
        tree = learner.Tree(criterion, None, size)
        tree.fit(X, y)
        _agree(tree, Tree(criterion, None, size).fit(X, y), _new_rows(rng, X))


@check("a tree grown to the end knows its rows, also where a question gains nothing at first")
def to_the_end(learner, rng):
    X = rng.normal(size=(25, 3))
    switches = rng.permutation(np.array([[0, 0], [0, 1], [1, 0], [1, 1]] * 3))
    for criterion in _CRITERIA:
        y = _target(rng, 25, criterion)
        tree = learner.Tree(criterion)
        tree.fit(X, y)
        expect(tree.predict(X)).equals(y.tolist())
        values = np.unique(_target(rng, 50, criterion))[:2]
        one_is_on = values[switches.sum(axis=1) % 2]
        tree = learner.Tree(criterion, max_depth=2)
        tree.fit(switches, one_is_on)
        expect(tree.leaves()).equals(4)
        expect(tree.predict(switches)).equals(one_is_on.tolist())
    for y in (rng.normal(1e6, 1.0, size=25), rng.normal(0.0, 1e-4, size=25)):
        tree = learner.Tree("variance")
        tree.fit(X, y)
        expect(tree.leaves()).equals(25)


@check("a tree grown to the end on one column replies with the number of the nearest row")
def nearest(learner, rng):
    x, y = rng.permutation(60)[:20, None] * 2.0, rng.normal(size=20)
    tree = learner.Tree("variance")
    tree.fit(x, y)
    _agree(tree, Tree("variance").fit(x, y), np.arange(-3.0, 123.0)[:, None])


@check("a group of equal `y` is a leaf, even when rounding says that they differ")
def pure(learner, rng):
    n = int(rng.integers(10, 20))
    X = rng.permutation(2 * n + 3)[:, None]
    for criterion, one, other in (("gini", 4, 2), ("entropy", "x", "w"), ("variance", 0.1, 0.7), ("variance", 0.7, 1.1)):
        tree = learner.Tree(criterion)
        tree.fit(X, np.where(X[:, 0] < n, one, other))
        expect(tree.leaves()).equals(2)
        tree.fit(X, np.full(len(X), one))
        expect(tree.leaves()).equals(1)


@check("a leaf of equally frequent labels replies with the smallest of them")
def equally_frequent(learner, rng):
    X = rng.normal(size=(6, 1))
    for labels in (["no", "yes", "maybe"], [30, 4, 100]):
        y = np.array(labels * 2)[rng.permutation(6)]
        for criterion in ("gini", "entropy"):
            tree = learner.Tree(criterion, 0)
            tree.fit(X, y)
            expect(tree.predict(X[:2])).equals([min(labels)] * 2)


@check("counts right in small types: in `uint8` there is no room for the sum of 200 and 250, nor for a mean of 200.5")
def small_types(learner, rng):
    def small(*shape):
        return (2 * rng.integers(65, 128, size=shape)).astype(np.uint8)

    for criterion in _CRITERIA:
        numbers = criterion == "variance"
        X, y = _clear(lambda: (small(9, 2), small(9) if numbers else _target(rng, 9, criterion)), criterion)
        expect(learner.best_split(X, y, criterion)).close(best_split(X, y, criterion))
        expect(learner.impurity(y, criterion)).close(impurity(y, criterion))
        tree = learner.Tree(criterion, 1)
        tree.fit(X, y)
        _agree(tree, Tree(criterion, 1).fit(X, y), X)


@check("a second fit forgets the first, and arguments stay as they are")
def arguments(learner, rng):
    X, y = _clear(lambda: (_columns(rng, 20), _target(rng, 20, "gini")), "gini", 4, 2)
    Z, w = _clear(lambda: (_columns(rng, 20), _target(rng, 20, "gini")), "gini", 4, 2)
    tree = learner.Tree("gini", max_depth=2, min_leaf=4)
    for rows, labels in ((X, y), (Z, w)):
        tree.fit(rows, labels)
        _agree(tree, Tree("gini", 2, 4).fit(rows, labels), _new_rows(rng, X))
    expect(learner.best_split).leaves_unchanged(X, y, "entropy", 2)
    expect(learner.impurity).leaves_unchanged(rng.normal(size=5), "variance")
    expect(tree.fit).leaves_unchanged(X, y)
    expect(tree.predict).leaves_unchanged(X)


@check("imports nothing but NumPy and what comes with Python")
def from_scratch(learner, rng):
    expect(learner.source).only_imports("numpy", *sys.stdlib_module_names)


_CRITERIA = ("gini", "entropy", "variance")


def _target(rng, n, criterion):
    if criterion == "variance":
        return rng.normal(5.0, 2.0, size=n)
    labels = np.array([3, 10, 12]) if criterion == "gini" else np.array(["blue", "green", "red"])
    return labels[rng.choice(3, size=n, p=[0.3, 0.45, 0.25])]


def _columns(rng, n):
    """Whole numbers, so that rows can lie exactly on a threshold, and many of them, so that few are equal."""
    return rng.integers(0, 60, size=(n, 2)) * 2


def _with_a_stray(rng, n, criterion, turned):
    """Rows along one column, of which the outermost differs so much that splitting it off gains most."""
    y = _target(rng, n, criterion)
    if criterion == "variance":
        y[0] += 30
    else:
        stray, usual, other = rng.permutation(np.unique(_target(rng, 99, criterion)))
        y[:] = usual
        y[0], y[int(rng.integers(2, n))] = stray, other
    return turned * np.arange(n)[:, None] * 2.0, y


def _new_rows(rng, X):
    """The rows themselves, and others from all over the range, thresholds included."""
    return np.vstack([X, rng.integers(X.min() - 2, X.max() + 3, size=(60, X.shape[1]))])


def _clear(make, criterion, min_leaf=1, depth=1):
    """A table on which every question of the tree is the best by a margin, so that ties and rounding decide nothing."""
    while True:
        X, y = make()
        if (y != y[0]).any() and _is_clear(X, y, criterion, min_leaf, depth):
            return X, y


def _is_clear(X, y, criterion, min_leaf, depth):
    best = best_split(X, y, criterion, min_leaf)
    if depth == 0 or best is None or (y == y[0]).all():
        return True
    gains = sorted(_gains(X, y, criterion, min_leaf))
    if len(gains) > 1 and gains[-1] - gains[-2] < 1e-4 * impurity(y, criterion):
        return False
    left = X[:, best[0]] <= best[1]
    below = None if depth is None else depth - 1
    return all(_is_clear(X[side], y[side], criterion, min_leaf, below) for side in (left, ~left))


def _gains(X, y, criterion, min_leaf):
    for column in X.T:
        for value in np.unique(column)[:-1]:
            left = column <= value
            if min_leaf <= left.sum() <= len(y) - min_leaf:
                yield -sum(side.mean() * impurity(y[side], criterion) for side in (left, ~left))


def _agree(tree, reference, rows):
    expect(tree.predict(rows)).is_a(np.ndarray).equals(reference.predict(rows).tolist())
    expect(tree.leaves()).equals(reference.leaves())


def _named(value):
    return "None" if value is None else "something else"
