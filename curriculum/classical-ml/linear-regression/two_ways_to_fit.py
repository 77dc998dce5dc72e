r"""Two ways to fit

Fit a plane to a table `X` of shape `(n, p)`, at least two rows, and `y` of shape `(n,)`, floats or whole numbers. Both
functions return a tuple `(intercept, weights)`, a number and an array of shape `(p,)`: the prediction is
`intercept + X @ weights`, the columns being in the units they came in.

`least_squares(X, y)` returns the exact answer, the one with the smallest sum of squared residuals. Where several
weights are equally good (columns that repeat each other, dummies for every category, more columns than rows), it is the
one whose *weights* have the smallest sum of squares; the intercept does not count. scikit-learn's `LinearRegression`
returns that. Columns that agree to six digits are still two (`LinearRegression`, with its `tol` of $10^{-6}$, would take
them for one).

`by_descent(X, y, steps)` goes there by gradient descent and returns where it is after `steps` steps (0 or more):

- Columns are z-scored (mean 0, standard deviation 1, dividing by $n$) and become $Z$; a column that does not vary
  becomes zeros (also one of 0.1 everywhere, for which rounding finds a deviation). At least one varies. The mean is
  taken off `y`.
- The loss is $\frac{1}{2n} \lVert Zw - (y - \bar y) \rVert^2$. The start is $w = 0$, and each step is $1/L$ times the
  gradient long, where $L$ is the largest eigenvalue of $Z^\top Z / n$.
- What is returned is for `X` as it came, not for $Z$.

Import nothing but NumPy and what comes with Python. `X` and `y` stay as they are.

```python
X = np.array([[1.0, 2.0], [2.0, 4.0], [3.0, 6.0]])
least_squares(X, np.array([3.0, 5.0, 10.0]))                # (-1.0, array([0.7, 1.4]))
X, y = np.array([[0, 0], [0, 2], [2, 2], [2, 2]]), np.array([4, 6, 9, 9])
by_descent(X, y, 0)                                         # (7.0, array([0., 0.]))
by_descent(X, y, 2)                                         # (3.875644, array([1.330127, 1.196152]))
```
"""

import sys

import numpy as np
from sklearn.linear_model import LinearRegression

from mlestone.proving import altered, answer, check, equivalent, expect, hints, mistake, tolerance

tolerance(rtol=1e-6, atol=1e-9)

hints(
    "What is left of the intercept when every column, and `y`, have had their means taken off?",
    "`np.linalg.solve` wants $X^\\top X$, which squares what is small. What in `np.linalg` takes the table itself, "
    "and of "
    "several answers returns the shortest?",
    "A weight for a z-scored column is a change per standard deviation. Divide by that to get it per unit; the "
    "intercept "
    "is then whatever makes the means fit.",
)


@answer
def least_squares(X: np.ndarray, y: np.ndarray) -> tuple[float, np.ndarray]:
    """Return the intercept and the weights of least squares, the shortest weights if there are several."""
    centre = X.mean(axis=0)
    weights = np.linalg.lstsq(X - centre, y - y.mean())[0]
    return float(y.mean() - centre @ weights), weights


@answer
def by_descent(X: np.ndarray, y: np.ndarray, steps: int) -> tuple[float, np.ndarray]:
    """Return the intercept and the weights, in the units of `X`, after `steps` steps of gradient descent."""
    centre, width = X.mean(axis=0), X.std(axis=0)
    width = np.where(np.ptp(X, axis=0) == 0, 1.0, width)  # the deviation of ten times 0.1 is not quite 0
    Z = (X - centre) / width
    products, wanted = Z.T @ Z / len(y), Z.T @ y / len(y)  # the mean of y drops out: the columns of Z add up to 0
    step = 1 / np.linalg.eigvalsh(products)[-1]
    w = np.zeros(X.shape[1])
    for _ in range(steps):
        w = w - step * (products @ w - wanted)
    return float(y.mean() - centre @ (w / width)), w / width


equivalent(
    "np.where(np.ptp(X, axis=0) == 0, 1.0, width) -> np.where(np.ptp(X, axis=0) == 0, 2.0, width)",
    "Zeros divided by anything but zero are zeros.",
)


@mistake(
    least_squares,
    "$X^\\top X$ is formed and solved. Where columns repeat each other it has no inverse, or one made of rounding "
    "errors, and "
    "six equal digits become twelve.",
)
def solves_the_normal_equations(X, y):
    A = np.column_stack([np.ones(len(X)), X])
    w = np.linalg.solve(A.T @ A, A.T @ y)
    return float(w[0]), w[1:]


@mistake(
    least_squares,
    "Repeated columns are survived, but $X^\\top X$ was formed on the way: of columns that agree to six digits it "
    "keeps only "
    "a few digits of how they differ.",
)
def inverts_the_products_anyhow(X, y):
    centre = X.mean(axis=0)
    apart = X - centre
    weights = np.linalg.pinv(apart.T @ apart) @ (apart.T @ (y - y.mean()))
    return float(y.mean() - centre @ weights), weights


@mistake(
    least_squares,
    "Something small is added to the diagonal so that it can be inverted. That is ridge regression: it answers "
    "another question, "
    "and where columns nearly agree the answer is quite another one.",
)
def adds_a_little_to_the_diagonal(X, y):
    centre = X.mean(axis=0)
    apart = X - centre
    weights = np.linalg.solve(apart.T @ apart + 1e-8 * np.eye(X.shape[1]), apart.T @ (y - y.mean()))
    return float(y.mean() - centre @ weights), weights


@mistake(
    least_squares,
    "With a column of ones in the table, the intercept is one of the numbers that are kept small: where several "
    "answers are "
    "equally good, another one comes out.",
)
def keeps_the_intercept_small_too(X, y):
    w = np.linalg.lstsq(np.column_stack([np.ones(len(X)), X]), y, rcond=None)[0]
    return float(w[0]), w[1:]


no_intercept = mistake(least_squares, "The plane is forced through the origin: there is no intercept.")(
    altered({"X.mean(axis=0)": "np.zeros(X.shape[1])", "y - y.mean()": "y", "y.mean() - centre @ weights": "0"})
)

intercept_of_centred_columns = mistake(
    least_squares,
    "The intercept is the mean of `y`. That is the prediction for a row of average columns, not for one of zeros.",
)(altered({"float(y.mean() - centre @ weights)": "float(y.mean())"}))

takes_close_for_equal = mistake(
    least_squares,
    "Columns that agree to six digits are taken for one: what varies little beside the rest is cut off as if it "
    "were rounding.",
)(altered({"y - y.mean())": "y - y.mean(), rcond=1e-5)"}))


@mistake(
    least_squares,
    "Of columns that repeat each other the first gets all the weight. The prediction is right, and there are "
    "shorter weights.",
)
def drops_what_repeats(X, y):
    kept = []
    apart = (X - X.mean(axis=0)) / np.where(X.std(axis=0) == 0, 1.0, X.std(axis=0))
    for j in range(X.shape[1]):
        if np.linalg.matrix_rank(apart[:, [*kept, j]], tol=1e-9) > len(kept):
            kept.append(j)
    weights = np.zeros(X.shape[1])
    weights[kept] = np.linalg.lstsq(X[:, kept] - X[:, kept].mean(axis=0), y - y.mean(), rcond=None)[0]
    return float(y.mean() - X.mean(axis=0) @ weights), weights


scores_first = mistake(
    least_squares,
    "The weights are the shortest for z-scored columns. For columns as they came, with repeats in other units, they "
    "are not.",
)(
    altered(
        {
            "X - centre, y": "(X - centre) / np.where(X.std(axis=0) == 0, 1.0, X.std(axis=0)), y",
            "[0]": "[0] / np.where(X.std(axis=0) == 0, 1.0, X.std(axis=0))",
        }
    )
)

descends_on_raw_columns = mistake(
    by_descent,
    "The columns are centred, but keep their widths: the widest sets the step, and the others hardly move.",
)(altered({"np.where(np.ptp(X, axis=0) == 0, 1.0, width)": "np.ones(X.shape[1])"}))

divides_by_no_width = mistake(
    by_descent, "A column that does not vary is divided by its deviation, zero, and everything becomes `nan`."
)(altered({"np.where(np.ptp(X, axis=0) == 0, 1.0, width)": "width"}))

asks_the_deviation_for_zero = mistake(
    by_descent,
    "A column that does not vary is looked for by a deviation of exactly zero. That of ten times 0.1 comes out as "
    "1e-17, and rounding errors divided by it are ones. Which test for equal values is exact?",
)(altered({"np.ptp(X, axis=0) == 0": "width == 0"}))

weights_of_z = mistake(
    by_descent, "These are weights for the z-scored columns. For columns as they came they have to be per unit."
)(altered({"centre @ (w / width)": "centre @ w", "), w / width": "), w"}))

intercept_of_z = mistake(
    by_descent, "The weights are per unit, and the intercept is still that of columns with mean 0."
)(altered({"y.mean() - centre @ (w / width)": "y.mean()"}))

step_of_the_trace = mistake(
    by_descent,
    "The step is one divided by the sum of all eigenvalues. It is safe, and shorter than asked for: it is the "
    "largest that counts.",
)(altered({"np.linalg.eigvalsh(products)[-1]": "np.trace(products)"}))

step_of_the_smallest = mistake(
    by_descent, "The step is one divided by the smallest eigenvalue: the steepest direction explodes."
)(altered({"eigvalsh(products)[-1]": "eigvalsh(products)[0]"}))

solves_in_the_end = mistake(
    by_descent,
    "After many steps the exact answer is returned. Where columns nearly agree, the descent is still far from it.",
)(altered({"    for _ in range(steps):": "    if steps > 100:\n        return least_squares(X, y)\n    for _ in range(steps):"}))

twice_the_gradient = mistake(
    by_descent,
    "Each step is twice as long as asked for: of half the mean of squares the gradient has no factor of two.",
)(altered({"step * (products": "2 * step * (products"}))

one_step_more = mistake(
    by_descent, "There is one step more than asked for; after no steps at all, no weight has moved."
)(altered({"range(steps)": "range(steps + 1)"}))


@check("agrees with scikit-learn on tables of any size", sizes=(2, 5, 30))
def any_size(learner, rng, size):
    X, y = _table(rng, size, min(3, size - 1))
    expect(learner.least_squares(X, y)).close(_sklearn(X, y))


@check("has taken no step, one, or a few, exactly as described")
def few_steps(learner, rng):
    for steps in (0, 1, int(rng.integers(3, 9))):
        X, y = _table(rng, int(rng.integers(6, 15)), 3)
        expect(learner.by_descent(X, y, steps)).close(by_descent(X, y, steps))
    X[:, 2] = X[:, 0] + 0.02 * X[:, 2]  # where columns nearly agree, a few hundred steps are few
    expect(learner.by_descent(X, y, 300)).close(by_descent(X, y, 300))


@check("arrives, after many steps, where scikit-learn is")
def arrives(learner, rng):
    X, y = _table(rng, 40, 3)
    expect(learner.by_descent(X, y, 3000)).close(_sklearn(X, y))


@check("shares the weight between columns that repeat each other, also in another unit")
def repeated(learner, rng):
    X, y = _table(rng, int(rng.integers(8, 20)), 3)
    for repeats in ([X[:, 0]], [X[:, 1], X[:, 0]], [X[:, 2] * float(rng.choice([2.0, 0.5, 4.0])), X[:, 2]]):
        table = np.column_stack([X, *repeats])[:, rng.permutation(3 + len(repeats))]
        expect(learner.least_squares(table, y)).close(_sklearn(table, y))


@check("copes with dummies for every category, and with a column that does not vary")
def dummies(learner, rng):
    X, y = _table(rng, int(rng.integers(9, 16)), 2)
    kinds = np.eye(3)[rng.permutation(np.arange(len(y)) % 3)]
    constants = (np.column_stack([X, np.full(len(y), value)]) for value in rng.permutation(np.arange(1, 50)) / 10)
    uneven = next(table for table in constants if table.std(axis=0)[-1] > 0)  # by rounding alone
    even = np.column_stack([np.full(len(y), float(rng.integers(2, 9))), X])
    for table in (np.column_stack([X, kinds]), even, uneven):
        expect(learner.least_squares(table, y)).close(_sklearn(table, y))
        expect(learner.by_descent(table, y, 7)).close(by_descent(table, y, 7))


@check("tells columns apart that agree to six digits")
def nearly_equal(learner, rng):
    X, _ = _table(rng, int(rng.integers(12, 25)), 2)
    close = X[:, 0] + 1e-6 * rng.normal(size=len(X))
    table = np.column_stack([X, close]).round(9)
    true = rng.integers(2, 9, size=3) * np.array([1.0, 1.0, -1.0])
    y = table @ true + float(rng.integers(1, 50))  # without noise: these weights are right
    expect(learner.least_squares(table, y)).close(least_squares(table, y))


@check("finds the shortest weights where columns are more than rows")
def wide(learner, rng):
    X, y = _table(rng, int(rng.integers(4, 7)), 8)
    expect(learner.least_squares(X, y)).close(_sklearn(X, y))
    expect(learner.by_descent(X, y, 5)).close(by_descent(X, y, 5))


@check("does not mind units when it descends")
def units(learner, rng):
    X, y = _table(rng, 12, 3)
    X = X * np.array([1000.0, 1.0, 0.01]) + np.array([2000.0, 0.0, 0.0])
    table = np.column_stack([X, X[:, 0]])
    expect(learner.by_descent(table, y, 6)).close(by_descent(table, y, 6))


@check("takes whole numbers too, and leaves what it is given as it was")
def arguments(learner, rng):
    X, y = rng.integers(0, 30, size=(9, 3)), rng.integers(50, 99, size=9)
    expect(learner.least_squares(X, y)).close(_sklearn(X, y))
    expect(learner.by_descent(X, y, 4)).close(by_descent(X, y, 4))
    for table, target in ((X, y), _table(rng, 7, 2)):
        expect(learner.least_squares).leaves_unchanged(table, target)
        expect(learner.by_descent).leaves_unchanged(table, target, 3)


@check("imports nothing but NumPy and what comes with Python")
def from_scratch(learner, rng):
    expect(learner.source).only_imports("numpy", *sys.stdlib_module_names)


def _table(rng, n, p):
    """Columns of different widths and means, and what they say about `y`, with noise."""
    X = rng.normal(size=(n, p)) * rng.uniform(0.5, 3.0, size=p) + rng.uniform(-5.0, 9.0, size=p)
    return X, X @ rng.uniform(1.0, 9.0, size=p) * rng.choice([-1.0, 1.0]) + rng.normal(size=n) + 20.0


def _sklearn(X, y):
    model = LinearRegression().fit(X, y)
    return float(model.intercept_), model.coef_
