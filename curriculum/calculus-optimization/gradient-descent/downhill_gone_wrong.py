"""Downhill gone wrong

Four optimizers from one repository. All of them run without an error, none of them arrives.

- `fit_line(x, y, rate, steps)` fits a line by descent on the squared error and returns `(slope, intercept)`. After a few
  hundred steps both are astronomical. A smaller rate only makes it take longer.
- `roll(gradient, start, rate, momentum, tol, most_steps)` descends with momentum until the gradient is at most `tol` long,
  and returns the point reached. It leaves the start in a straight line, passes the minimum and never turns round.
- `fit_plane(X, y, steps)` fits `y` to the columns of `X`, of shape `(n, d)`, and returns `(weights, intercept)`. Tables
  with columns in the same unit come out well; with a salary in one column and an age in another, nothing much happens in
  60 steps, and with any longer step it explodes. 60 steps have to be enough for columns in any units and with any means
  (their correlations are weak, and none is constant).
- `settle(f, gradient, start, rate, tol, budget)` descends with a fixed step and returns `(x, f(x), converged)`. From some
  starts it says that it has converged, at once, high above the minimum. It has converged when, and only when, the
  gradient at the `x` it returns is at most `tol` long. It may call `gradient` at most `budget` times, which is plenty for
  arriving unless the budget is tiny.

Mend them, so that each reaches the minimum; names, parameters and what is returned stay. A start may hold whole numbers;
arrays that are passed in stay as they are. They remain descents: nothing but NumPy is imported, of `numpy.linalg`
only `norm` is used, and no `polyfit`.

```python
fit_line(np.array([-1.0, 0.0, 1.0]), np.array([1.0, 3.0, 5.0]), rate=0.5, steps=200)    # (2., 3.)
fit_plane(np.array([[1000.0], [3000.0]]), np.array([1.0, 2.0]), steps=60)               # (array([0.0005]), 0.5)
```
"""

import numpy as np

from mlestone.proving import answer, bug, check, equivalent, expect, hints, mistake, tolerance

tolerance(rtol=1e-3, atol=1e-5)

hints(
    "For each of them, write down two consecutive points and the gradient between. Which of the numbers is not what its name "
    "says?",
    "A change of units that makes the columns alike also changes what the weights mean; both have to be undone at the end.",
    "The value of f changes little wherever the ground is flat, at the bottom or elsewhere. What else is small at the bottom "
    "and need not be, up here?",
)


@answer
def fit_line(x: np.ndarray, y: np.ndarray, rate: float, steps: int) -> tuple[float, float]:
    """Return slope and intercept after `steps` steps of descent from (0, 0)."""
    slope, intercept = 0.0, 0.0
    for _ in range(steps):
        error = slope * x + intercept - y
        slope -= rate * (error * x).mean()
        intercept -= rate * error.mean()
    return slope, intercept


@answer
def roll(gradient, start: np.ndarray, rate: float, momentum: float, tol: float, most_steps: int) -> np.ndarray:
    """Return the point reached with momentum; stop where the gradient is at most `tol` long."""
    x = start
    velocity = np.zeros(len(x))
    for _ in range(most_steps):
        slope = gradient(x)
        if np.linalg.norm(slope) <= tol:
            break
        velocity = momentum * velocity - rate * slope
        x = x + velocity
    return x


@answer
def fit_plane(X: np.ndarray, y: np.ndarray, steps: int) -> tuple[np.ndarray, float]:
    """Return weights and intercept after at most `steps` steps of descent."""
    mean, width = X.mean(axis=0), X.std(axis=0)
    Z = (X - mean) / width
    rate = len(Z) / np.linalg.norm(Z, 2) ** 2
    weights = np.zeros(Z.shape[1])
    for _ in range(steps):
        weights -= rate * Z.T @ (Z @ weights - y) / len(Z)
    weights = weights / width
    return weights, y.mean() - np.sum(mean * weights)


@answer
def settle(
    f, gradient, start: np.ndarray, rate: float, tol: float, budget: int
) -> tuple[np.ndarray, float, bool]:
    """Return the point reached, `f` there, and whether descent has converged."""
    x = start
    slope = gradient(x)
    for _ in range(budget - 1):
        if np.linalg.norm(slope) <= tol:
            break
        x = x - rate * slope
        slope = gradient(x)
    return x, f(x), bool(np.linalg.norm(slope) <= tol)


equivalent("np.zeros(len(x)) -> np.ones(len(x))", "How it set out is forgotten by the time it arrives.")
equivalent("np.zeros(Z.shape[1]) -> np.ones(Z.shape[1])", "Descent on a bowl arrives from wherever it starts.")
equivalent("budget - 1 -> budget - 2", "One call fewer than allowed is still within the budget, and the reply is as honest.")


@bug(
    fit_line,
    "It goes uphill: slope and intercept grow, faster and faster. Of which difference is the squared error made here, and "
    "what is its derivative with respect to the slope?",
)
def climbs(x, y, rate, steps):
    slope, intercept = 0.0, 0.0
    for _ in range(steps):
        error = y - (slope * x + intercept)
        slope -= rate * (error * x).mean()
        intercept -= rate * error.mean()
    return slope, intercept


@bug(
    roll,
    "Every step goes the way the first one went, and the stop never sees another gradient either. Where is the gradient "
    "computed, and for which point?",
)
def remembers_the_first_slope(gradient, start, rate, momentum, tol, most_steps):
    x = start
    velocity = np.zeros(len(x))
    slope = gradient(x)
    for _ in range(most_steps):
        if np.linalg.norm(slope) <= tol:
            break
        velocity = momentum * velocity - rate * slope
        x = x + velocity
    return x


@bug(
    fit_plane,
    "The step is as long as the loudest column allows, and all others crawl. What could be done to the columns before "
    "descending, and to the weights after?",
)
def takes_columns_as_they_are(X, y, steps):
    A = np.column_stack([np.ones(len(X)), X])
    rate = len(A) / np.linalg.norm(A, 2) ** 2
    weights = np.zeros(A.shape[1])
    for _ in range(steps):
        error = A @ weights - y
        weights -= rate * A.T @ error / len(A)
    return weights[1:], weights[0]


@mistake(
    settle,
    "It stops when a step is short. A step is rate times gradient: with a small enough rate, every step is short.",
)
def stops_at_short_steps(f, gradient, start, rate, tol, budget):
    x = start
    for _ in range(budget):
        step = rate * gradient(x)
        if np.linalg.norm(step) <= tol:
            return x, f(x), True
        x = x - step
    return x, f(x), False


@bug(
    settle,
    "It stops where `f` changes little from one step to the next. That is so at the bottom, and on every plateau.",
)
def stops_when_little_changes(f, gradient, start, rate, tol, budget):
    x = start
    value = f(x)
    for _ in range(budget):
        x = x - rate * gradient(x)
        before, value = value, f(x)
        if abs(before - value) <= tol:
            return x, value, True
    return x, value, False


@mistake(
    fit_line,
    "The slope goes down now; the intercept still goes up, and takes the slope along.",
)
def mends_the_slope_only(x, y, rate, steps):
    slope, intercept = 0.0, 0.0
    for _ in range(steps):
        error = y - (slope * x + intercept)
        slope += rate * (error * x).mean()
        intercept -= rate * error.mean()
    return slope, intercept


@mistake(
    roll,
    "It arrives nowhere in time: the velocity is made anew in each step, and what was gathered on the way is thrown away.",
)
def drops_the_momentum(gradient, start, rate, momentum, tol, most_steps):
    x = start
    for _ in range(most_steps):
        slope = gradient(x)
        if np.linalg.norm(slope) <= tol:
            break
        velocity = -rate * slope
        x = x + velocity
    return x


@mistake(
    roll,
    "It gathers speed for ever: the velocity of the last step is added whole, without the factor `momentum`, and nothing "
    "brakes.",
)
def never_brakes(gradient, start, rate, momentum, tol, most_steps):
    return roll(gradient, start, rate, 1.0, tol, most_steps)


@mistake(
    fit_plane,
    "The weights belong to the scaled columns: per standard deviation, not per euro or year. Whoever multiplies them with "
    "the table gets something else.",
)
def returns_scaled_weights(X, y, steps):
    weights, _ = fit_plane(X, y, steps)
    return weights * X.std(axis=0), y.mean()


@mistake(
    fit_plane,
    "The weights are right, the intercept is that of the centred columns: it is the prediction for an average row, not for a "
    "row of zeros.",
)
def forgets_the_means(X, y, steps):
    weights, _ = fit_plane(X, y, steps)
    return weights, y.mean()


@mistake(
    fit_plane,
    "The columns are alike in width now, but their means are still in them: beside the column of ones, a column whose mean is "
    "many deviations from 0 points nearly the same way, and 60 steps cannot tell them apart.",
)
def divides_without_centring(X, y, steps):
    width = X.std(axis=0)
    A = np.column_stack([np.ones(len(X)), X / width])
    rate = len(A) / np.linalg.norm(A, 2) ** 2
    weights = np.zeros(A.shape[1])
    for _ in range(steps):
        weights -= rate * A.T @ (A @ weights - y) / len(A)
    return weights[1:] / width, weights[0]


@mistake(
    settle,
    "The gradient was short where it was measured, and then one more step is taken: what is returned is another point, of which "
    "nobody knows.",
)
def takes_one_more_step(f, gradient, start, rate, tol, budget):
    x = start
    for _ in range(budget):
        slope = gradient(x)
        x = x - rate * slope
        if np.linalg.norm(slope) <= tol:
            return x, f(x), True
    return x, f(x), False


@mistake(
    settle,
    "When the budget is spent it says that it has converged. It has not: it was stopped.",
)
def calls_a_stop_convergence(f, gradient, start, rate, tol, budget):
    x, value, _ = settle(f, gradient, start, rate, tol, budget)
    return x, value, True


@check("fits a line", sizes=(3, 10, 40))
def line(learner, rng, size):
    x = rng.permutation(np.linspace(-1.5, 1.5, size)) + rng.normal(scale=0.2)
    slope, intercept = rng.choice([-1.0, 1.0], size=2) * rng.uniform(1.0, 5.0, size=2)
    y = slope * x + intercept + rng.normal(scale=0.1, size=size)
    expect(learner.fit_line(x, y, 0.4, 400)).close(_least_squares(x[:, None], y, flat=True))
    expect(learner.fit_line(x, y, 0.4, 0)).close((0.0, 0.0))


@check("rolls to the bottom of a bowl and stops there")
def bottom(learner, rng):
    for ratio in (1.0, 12.0):
        f, gradient, start, least = _bowl(rng, ratio)
        counted = expect.counting(gradient)
        expect(learner.roll(counted, start, 0.1, 0.8, 1e-7, 600)).close(least)
        # It takes about 360 steps at most; whether the stop works is seen by the calls.
        expect(counted).called(at_most=500)


@check("stops at once where it starts at the bottom")
def already_there(learner, rng):
    bottom = rng.integers(-5, 6, size=2).astype(float)
    f, gradient = lambda x: float(np.sum((x - bottom) ** 2)), lambda x: 2.0 * (x - bottom)
    for tol in (1e-6, 0.0):
        counted = expect.counting(gradient)
        expect(learner.roll(counted, bottom, 0.1, 0.8, tol, 50)).close(bottom)
        expect(counted).called(at_most=2)
        counted = expect.counting(gradient)
        expect(learner.settle(f, counted, bottom, 0.1, tol, 50)).close((bottom, 0.0, True))
        expect(counted).called(at_most=2)


@check("fits a plane to columns in one unit")
def one_unit(learner, rng):
    X = rng.normal(size=(80, 3)) + rng.normal(scale=0.2, size=3)
    y = X @ rng.uniform(1.0, 3.0, size=3) + 2.0 + rng.normal(scale=0.1, size=80)
    expect(learner.fit_plane(X, y, 60)).close(_least_squares(X, y))


@check("fits a plane to columns in any units, in those units")
def any_units(learner, rng):
    X = rng.normal(size=(60, 3)) * [12_000.0, 9.0, 0.03] + [41_000.0, 44.0, 0.2]
    y = (X - X.mean(axis=0)) / X.std(axis=0) @ rng.uniform(1.0, 3.0, size=3) + 20.0 + rng.normal(scale=0.1, size=60)
    expect(learner.fit_plane(X, y, 60)).close(_least_squares(X, y))
    x = np.array([[1000.0], [1010.0], [1030.0]]) * float(rng.uniform(1.0, 5.0))
    expect(learner.fit_plane(x, np.array([1.0, 2.0, 3.0]), 60)).close(_least_squares(x, np.array([1.0, 2.0, 3.0])))


@check("settles at the bottom, from plateaus too, and says so")
def plateaus(learner, rng):
    for distance in (0.5, 2.0, float(rng.uniform(3.0, 3.3))):
        f, gradient, start, least = _pit(rng, distance)
        counted = expect.counting(gradient)
        x, value, converged = _triple(learner.settle(f, counted, start, 0.5, 1e-6, 1000))
        expect(x).close(least)
        expect(value).close(f(x))
        _is_honest(converged, gradient, x, 1e-6)
        expect(counted).called(at_most=1000)


@check("does not claim to have settled where it only went slowly, or was stopped")
def stopped(learner, rng):
    f, gradient, start, _ = _pit(rng, 2.5)
    for rate, budget in ((1e-4, 100), (0.5, 4), (0.5, 1)):
        counted = expect.counting(gradient)
        x, value, converged = _triple(learner.settle(f, counted, start, rate, 1e-3, budget))
        expect(counted).called(at_most=budget)
        expect(value).close(f(x))
        _is_honest(converged, gradient, x, 1e-3)


@check("returns the very point at which the gradient was short enough")
def very_point(learner, rng):
    # The plain is flat enough where it starts; one step from there, with this rate, it is not.
    f, gradient, start, _ = _pit(rng, float(rng.uniform(2.98, 3.02)))
    x, value, converged = _triple(learner.settle(f, gradient, start, 20.0, 0.04, 100))
    expect(value).close(f(x))
    _is_honest(converged, gradient, x, 0.04)


@check("leaves what is passed in as it was, and starts from whole numbers too")
def arguments(learner, rng):
    f, gradient, start, least = _bowl(rng, 3.0)
    whole = np.round(start).astype(int)
    expect(learner.roll(gradient, whole, 0.1, 0.8, 1e-7, 600)).close(least)
    expect(_triple(learner.settle(f, gradient, whole, 0.5, 1e-6, 600))[0]).close(least)
    expect(learner.roll).leaves_unchanged(gradient, start, 0.1, 0.8, 1e-5, 60)
    expect(learner.settle).leaves_unchanged(f, gradient, start, 0.5, 1e-6, 60)
    X, y = rng.normal(size=(12, 2)), rng.normal(size=12)
    expect(learner.fit_plane).leaves_unchanged(X, y, 50)
    expect(learner.fit_line).leaves_unchanged(X[:, 0], y, 0.1, 50)


@check("still descends: nothing but NumPy is imported, of its linear algebra only `norm` is used, and no `polyfit`")
def still_descends(learner, rng):
    expect(learner.source).only_imports("numpy")
    expect(learner.source).never_uses(
        "numpy.linalg.lstsq", "numpy.linalg.solve", "numpy.linalg.inv", "numpy.linalg.pinv", "numpy.linalg.qr",
        "numpy.linalg.svd", "numpy.linalg.eig*", "numpy.linalg.cholesky", "numpy.linalg.tensor*", "numpy.linalg.det",
        "numpy.polyfit", "numpy.polynomial",
    )


def _least_squares(X, y, flat=False):
    found = np.linalg.lstsq(np.column_stack([X - X.mean(axis=0), np.ones(len(X))]), y, rcond=None)[0]
    weights, intercept = found[:-1], float(found[-1] - X.mean(axis=0) @ found[:-1])
    return (float(weights[0]), intercept) if flat else (weights, intercept)


def _bowl(rng, ratio):
    """Curvatures 1 and 1 / ratio along rotated axes."""
    axes = np.linalg.qr(rng.normal(size=(2, 2)))[0]
    matrix, least = axes * [1.0, 1.0 / ratio] @ axes.T, rng.uniform(-2.0, 2.0, size=2)
    start = least + axes @ rng.uniform(3.0, 6.0, size=2)

    def f(x):
        return float((x - least) @ matrix @ (x - least) / 2)

    def gradient(x):
        return matrix @ (x - least)

    return f, gradient, start, least


def _pit(rng, distance):
    """A round pit in a plain: flat at its bottom, and almost flat a few widths away from it."""
    least = rng.uniform(-2.0, 2.0, size=2)
    angle = rng.uniform(0.0, 2 * np.pi)
    start = least + distance * np.array([np.cos(angle), np.sin(angle)])

    def f(x):
        return float(-np.exp(-((x - least) ** 2).sum() / 2))

    def gradient(x):
        return (x - least) * -f(x)

    return f, gradient, start, least


def _is_honest(converged, gradient, x, tol):
    expect(converged).is_a(bool)
    length = float(np.linalg.norm(gradient(x)))
    claim = "has converged" if converged else "has not converged"
    expect(bool(converged) == (length <= tol)).is_true(
        "`converged` is true if and only if the gradient at the returned point is short enough",
        f"it says that it {claim}, and the gradient at the returned point is {length:.3g} long, with tol={tol:g}",
    )


def _triple(reply):
    expect(reply).is_a(tuple, list).has_length(3)
    expect(reply[0]).is_a(np.ndarray).has_shape(2)
    return reply
