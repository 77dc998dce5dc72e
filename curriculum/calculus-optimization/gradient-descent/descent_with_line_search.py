r"""Descent with line search

You are handed a smooth function `f` of an array `x` of shape `(n,)`, its `gradient`, and a point to start from. Nothing
is known about the curvature: it lies anywhere between $10^{-6}$ and $10^6$ and may change as much on the way. Each call of
`f` or `gradient` is expensive.

`backtrack(f, x, value, slope, step, tries)` looks along $-g$ for a step that pays, where `slope` is the gradient $g$ at `x`
and `value` is `f(x)`. It tries $t$ = `step`, `step / 2`, `step / 4`, … and returns `(t, f(x - t * slope))` for the first with

$$f(x - t g) \le f(x) - \tfrac14\, t\, \lVert g \rVert^2.$$

It calls `f` once for each step it tries, and at most `tries` times; if none of these steps is good enough, it returns
`(0.0, value)`. Outside of its domain `f` returns `nan` or `inf`: no such step is good enough.

`descend(f, gradient, start, tol, budget)` goes down from `start` and returns `(x, converged)`.

- `converged` is true if and only if the gradient at the returned `x` is at most `tol` long. Small steps, or small changes
  of `f`, prove nothing.
- `f` and `gradient` together are called at most `budget` times (at least 2). If that is too few, or if `f` cannot be
  lowered, `converged` is false and `x` is the lowest point found, or `start` if none was lower.
- A good budget is kept generous: four times what a descent needs that tries twice the last accepted step first in each
  search, beginning with 1. How you find your steps is up to you, as long as that is enough.
- `start` holds floats or whole numbers and stays as it is.

```python
f = lambda x: float(x @ x)
gradient = lambda x: 2 * x
backtrack(f, np.array([3.0]), 9.0, np.array([6.0]), 2.0, 10)        # (0.5, 0.0): 2 and 1 are too long
descend(f, gradient, np.array([3.0, -4.0]), 1e-6, 100)              # (array([0., 0.]), True)
descend(f, gradient, np.array([3.0, -4.0]), 1e-6, 2)                # (array([3., -4.]), False)
```
"""

import numpy as np

from mlestone.proving import answer, check, equivalent, expect, hints, mistake, tolerance

tolerance(rtol=1e-6, atol=1e-9)

hints(
    "What does `nan > 1` say, and what does `nan <= 1` say? Which of the two questions do you ask?",
    "If the last accepted step was 0.001, which step would you try first next time, if the function may have become "
    "flatter meanwhile, or steeper?",
    "Count calls in one place. Before each search, what is left of the budget is the number of tries.",
)


@answer
def backtrack(f, x: np.ndarray, value: float, slope: np.ndarray, step: float, tries: int) -> tuple[float, float]:
    """Return the first good step of `step`, `step / 2`, … and `f` after it, or `(0.0, value)` after `tries` bad ones."""
    for _ in range(tries):
        reached = f(x - step * slope)
        if reached <= value - step * np.sum(slope**2) / 4:  # never true of nan
            return step, reached
        step = step / 2
    return 0.0, value


@answer
def descend(f, gradient, start: np.ndarray, tol: float, budget: int) -> tuple[np.ndarray, bool]:
    """Return the point reached from `start`, and whether the gradient there is at most `tol` long."""
    calls = 0

    def counted(function, at):
        nonlocal calls
        calls += 1
        return function(at)

    x, step = start, 1.0
    value = counted(f, x)
    while calls < budget:
        slope = counted(gradient, x)
        if np.linalg.norm(slope) <= tol:
            return x, True
        taken, value = backtrack(lambda at: counted(f, at), x, value, slope, step, budget - calls)
        if taken == 0:
            break
        x, step = x - taken * slope, 2 * taken
    return x, False


equivalent("(start, 1.0) -> (start, 2.0)", "The first step is halved or doubled as needed, wherever it begins.")
equivalent("2 * taken -> 3 * taken", "Any growth will do that finds long steps within the budget.")
equivalent("break -> pass", "Nothing can be gained any more: the rest of the budget is spent for the same reply.")


@mistake(
    backtrack,
    "Any decrease is accepted, however small: a step that jumps across the valley and lands a hair lower counts as success. "
    "The condition asks for a part of what the slope promises.",
)
def accepts_any_decrease(f, x, value, slope, step, tries):
    for _ in range(tries):
        reached = f(x - step * slope)
        if reached < value:
            return step, reached
        step = step / 2
    return 0.0, value


@mistake(
    backtrack,
    "A step out of the domain is accepted. Every comparison with `nan` is false, so `while … > …: halve` stops halving as "
    "soon as it meets one. Which way round is the question safe?",
)
def walks_out_of_the_domain(f, x, value, slope, step, tries):
    for _ in range(tries):
        reached = f(x - step * slope)
        if not reached > value - step * (slope @ slope) / 4:
            return step, reached
        step = step / 2
    return 0.0, value


@mistake(
    backtrack,
    "The decrease asked for is a quarter of step times the gradient's length; the slope along the gradient is its length "
    "squared.",
)
def forgets_the_square(f, x, value, slope, step, tries):
    for _ in range(tries):
        reached = f(x - step * slope)
        if reached <= value - step * np.linalg.norm(slope) / 4:
            return step, reached
        step = step / 2
    return 0.0, value


@mistake(
    backtrack,
    "When the tries are used up, the last step comes back as if it were good. Whoever called would take it, and go up.",
)
def takes_the_last_one_anyway(f, x, value, slope, step, tries):
    reached = value
    for number in range(tries):
        reached = f(x - step * slope)
        if reached <= value - step * (slope @ slope) / 4 or number == tries - 1:
            break
        step = step / 2
    return step, reached


@mistake(
    descend,
    "The step is the same all the way. Where the curvature is large it jumps out of the valley, where it is small it crawls: "
    "no number is right for both.",
)
def keeps_one_step(f, gradient, start, tol, budget):
    x = np.array(start, dtype=float)
    for _ in range(budget):
        slope = gradient(x)
        if np.linalg.norm(slope) <= tol:
            return x, True
        x = x - 0.1 * slope
    return x, False


@mistake(
    descend,
    "The step only ever shrinks: the steepest place on the way sets the pace for the rest of it, and a first step of 1 is "
    "the longest there can be.",
)
def never_grows_again(f, gradient, start, tol, budget):
    return _descend(f, gradient, start, tol, budget, next_step=lambda taken: taken)


@mistake(
    descend,
    "Every search begins at 1 again. Where steps of a millionth are right, twenty calls are lost before each of them; where "
    "steps of a million are right, 1 is all it ever takes.",
)
def begins_at_one_each_time(f, gradient, start, tol, budget):
    return _descend(f, gradient, start, tol, budget, next_step=lambda taken: 1.0)


@mistake(
    descend,
    "It stops, and claims to have converged, when `f` changes by less than `tol`. That happens on every slope that is gentle "
    "enough, however far from the bottom.",
)
def stops_when_little_changes(f, gradient, start, tol, budget):
    return _descend(f, gradient, start, tol, budget, next_step=lambda taken: 2 * taken, by_change=True)


@mistake(
    descend,
    "It says that it converged when only the budget was used up. What would the gradient at that point say?",
)
def claims_to_have_arrived(f, gradient, start, tol, budget):
    x, _ = descend(f, gradient, start, tol, budget)
    return x, True


@mistake(
    descend,
    "`start` has moved: `-=` writes into the caller's array, which `x = start` only gave a second name.",
)
def moves_the_start(f, gradient, start, tol, budget):
    x, converged = descend(f, gradient, start, tol, budget)
    start[:] = x
    return start, converged


@mistake(
    descend,
    "A start of whole numbers is copied as whole numbers, and `-=` cannot put a fraction among them. `np.array(start)` keeps the "
    "kind of numbers that it is given.",
)
def keeps_whole_numbers(f, gradient, start, tol, budget):
    x = np.array(start)
    x -= descend(f, gradient, start, tol, budget)[0] * 0.0
    return descend(f, gradient, start, tol, budget)


@mistake(
    descend,
    "After all its steps it returns the start: the budget was spent, and what was gained with it is thrown away.",
)
def goes_home_again(f, gradient, start, tol, budget):
    x, converged = descend(f, gradient, start, tol, budget)
    return (x, True) if converged else (np.array(start, dtype=float), False)


@mistake(
    descend,
    "It looks at the largest component of the gradient. The gradient is longer than that: its components are the sides, its "
    "length is the diagonal.",
)
def measures_one_component(f, gradient, start, tol, budget):
    return _descend(f, gradient, start, tol, budget, lambda taken: 2 * taken, length=lambda slope: np.abs(slope).max())


@check("backtracks to the first step that pays enough", sizes=(1, 2, 4))
def first_good_step(learner, rng, size):
    for exponent in (-2, 0, 3):
        f, gradient, x = _bowl(rng, size, 10.0**exponent, 3.0)
        step = 2.0 ** int(rng.integers(0, 4)) * 10.0**-exponent
        expect(learner.backtrack(f, x, f(x), gradient(x), step, 40)).close(_first_good(f, x, gradient(x), step, 40))


@check("takes a step that pays exactly enough, and none that pays less")
def sufficient(learner, rng):
    f, gradient, x = _bowl(rng, 2, 1.0, 1.0)
    # On a round bowl of curvature 1, a step of 1.8 lands almost as high on the other side: lower by 0.36 of what it was,
    # and 0.9 are asked for.
    step = float(rng.uniform(1.6, 1.9))
    expect(learner.backtrack(f, x, f(x), gradient(x), step, 10)).close(_first_good(f, x, gradient(x), step, 10))
    # Of x^2, exactly a quarter of what the slope promises is gained by a step of 0.75; all numbers here are exact.
    square, side = lambda x: float(x[0] ** 2), np.array([2.0 ** int(rng.integers(-3, 4))])
    expect(learner.backtrack(square, side, square(side), 2 * side, 1.5, 10)).close(
        _first_good(square, side, 2 * side, 1.5, 10)
    )


@check("calls the function once for each step it tries, and gives up with a step of 0 when told to")
def gives_up(learner, rng):
    f, gradient, x = _bowl(rng, 3, 1000.0, 2.0)
    for tries in (1, 4, 40):
        counted = expect.counting(f)
        reply = learner.backtrack(counted, x, f(x), gradient(x), 1.0, tries)
        expect(reply).close(_first_good(f, x, gradient(x), 1.0, tries))
        used = expect.counting(f)
        backtrack(used, x, f(x), gradient(x), 1.0, tries)
        expect(counted).called(exactly=used.calls)


@check("takes no step that leaves the function's domain")
def domain(learner, rng):
    for outside in (np.nan, np.inf):
        f, gradient, x = _barrier(rng, outside)
        step = float(rng.uniform(5.0, 20.0))
        expect(learner.backtrack(f, x, f(x), gradient(x), step, 60)).close(_first_good(f, x, gradient(x), step, 60))


@check("descends to the bottom of a bowl", sizes=(1, 2, 5))
def bowls(learner, rng, size):
    f, gradient, start = _bowl(rng, size, 1.0, 4.0)
    _arrives(learner, f, gradient, start, 1e-6)
    # A gradient of 3 and 4 is 5 long: not yet short enough.
    unit = float(rng.uniform(0.5, 2.0))
    _arrives(learner, lambda x: float(x @ x) / 2, lambda x: 1.0 * x, np.array([3.0, -4.0]) * unit, 4.5 * unit)


@check("keeps within its budget whatever the curvature is, also in narrow valleys")
def scales(learner, rng):
    for curvature in (1e6, 1e-6):
        f, gradient, start = _bowl(rng, 3, curvature, float(rng.uniform(10.0, 20.0)))
        _arrives(learner, f, gradient, start, 1e-5 * curvature)


@check("lengthens its steps again when the ground becomes flatter, and stays inside the domain")
def changing_curvature(learner, rng):
    # Along e^x the curvature falls from thousands to about 1.
    rates = rng.uniform(0.5, 2.0, size=2)
    start = rng.uniform(8.0, 10.0, size=2)
    _arrives(learner, lambda x: float(np.sum(np.exp(x) - rates * x)), lambda x: np.exp(x) - rates, start, 1e-4)
    f, gradient, start = _barrier(rng, np.nan)
    _arrives(learner, f, gradient, start, 1e-4)


@check("claims to have converged only where the gradient is short enough, and never calls too often")
def honest(learner, rng):
    f, gradient, start = _bowl(rng, 3, 100.0, 20.0)
    flat, flat_gradient, far = _bowl(rng, 2, 1e-6, 5.0)
    problems = [(f, gradient, start, budget) for budget in (2, 3, *range(7, 14), 20)] + [(flat, flat_gradient, far, 6)]
    # Something is wrong with this gradient: it points down, and nothing can be gained by going against it.
    problems.append((f, lambda x: -gradient(x), start, 80))
    for function, slope, place, budget in problems:
        x, converged, lowest = _descended(learner, function, slope, place, 1e-9, budget)
        _is_honest(converged, slope, x, 1e-9)
        value = function(x)
        expect(value <= lowest).is_true(
            "no lower point was found on the way than the one returned",
            f"`f` is {value:.6g} at the returned point, and was {lowest:.6g} at one found before",
        )


@check("says so at once when it starts at the bottom")
def at_the_bottom(learner, rng):
    bottom = rng.integers(-5, 6, size=2).astype(float)
    f, gradient = lambda x: float(np.sum((x - bottom) ** 2)), lambda x: 2.0 * (x - bottom)
    for tol, budget in ((1e-8, 20), (1e-8, 2), (0.0, 20)):
        x, converged, _ = _descended(learner, f, gradient, bottom, tol, budget)
        expect(x).close(bottom)
        _is_honest(converged, gradient, x, tol)


@check("starts from whole numbers too, and leaves the start where it was")
def start_is_left_alone(learner, rng):
    f, gradient, start = _bowl(rng, 3, 1.0, 3.0)
    whole = np.round(start).astype(int)
    _arrives(learner, f, gradient, whole, 1e-6)
    expect(learner.descend).leaves_unchanged(f, gradient, start, 1e-6, 400)


def _arrives(learner, f, gradient, start, tol):
    used = expect.counting(f), expect.counting(gradient)
    descend(*used, start, tol, 100_000)
    budget = 4 * sum(counted.calls for counted in used)
    x, converged, _ = _descended(learner, f, gradient, start, tol, budget)
    value, length = f(x), float(np.linalg.norm(gradient(x)))
    expect(value <= f(start)).is_true(
        "the returned point is in the domain and not higher than the start", f"`f` is {value:.6g} there, and {f(start):.6g} at the start"
    )
    _is_honest(converged, gradient, x, tol)
    expect(converged).is_true(
        f"it arrives within {budget} calls", f"it has not arrived: the gradient is still {length:.3g} long, {tol:g} is asked for"
    )


def _descended(learner, f, gradient, start, tol, budget):
    """What `descend` returned, within its budget, and the lowest value at a point of which it knew value and gradient."""
    counted = expect.counting(f), expect.counting(gradient)
    reply = learner.descend(*counted, start, tol, budget)
    calls = counted[0].calls + counted[1].calls
    expect(calls <= budget).is_true(
        f"`f` and `gradient` are called at most {budget} times",
        f"`f` and `gradient` were called {calls} times, {budget} are allowed",
    )
    expect(reply).is_a(tuple, list).has_length(2)
    x, converged = reply
    expect(x).is_a(np.ndarray).has_shape(len(start))
    expect(converged).is_a(bool)
    known, seen = ({np.asarray(args[0], dtype=float).tobytes() for args, _ in each.arguments if args} for each in counted)
    values = [f(np.frombuffer(point)) for point in known & seen]
    return x, converged, min([f(np.asarray(start, dtype=float)), *values])


def _is_honest(converged, gradient, x, tol):
    length = float(np.linalg.norm(gradient(x)))
    claim = "has converged" if converged else "has not converged"
    expect(bool(converged) == (length <= tol)).is_true(
        "`converged` is true if and only if the gradient at the returned point is short enough",
        f"it says that it {claim}, and the gradient at the returned point is {length:.3g} long, with tol={tol:g}",
    )


def _bowl(rng, n, curvature, ratio):
    """A rotated bowl: `curvature` at the steepest, that divided by `ratio` at the flattest; and a place to start."""
    curvatures = curvature * np.concatenate([[1.0], np.geomspace(1.0, 1.0 / ratio, n)[1:]])
    axes = np.linalg.qr(rng.normal(size=(n, n)))[0]
    matrix, bottom = axes * curvatures @ axes.T, rng.normal(size=n)
    start = bottom + axes @ (rng.choice([-1.0, 1.0], size=n) * rng.uniform(3.0, 6.0, size=n))

    def f(x):
        return float((x - bottom) @ matrix @ (x - bottom) / 2)

    def gradient(x):
        return matrix @ (x - bottom)

    return f, gradient, start


def _barrier(rng, outside):
    """A cost that grows to infinity at the walls, x = 0 and x = 1, and does not exist behind them."""
    weights = rng.uniform(1.0, 3.0, size=2)

    def f(x):
        if np.any(x <= 0) or np.any(x >= 1):
            return outside
        return float(-np.sum(weights * np.log(x) + np.log(1 - x)))

    def gradient(x):
        return -weights / x + 1 / (1 - x)

    return f, gradient, rng.uniform(0.03, 0.1, size=2)


def _first_good(f, x, slope, step, tries):
    return backtrack(f, x, f(x), slope, step, tries)


def _descend(f, gradient, start, tol, budget, next_step, by_change=False, length=np.linalg.norm):
    x, step, calls = np.array(start, dtype=float), 1.0, 1
    value = f(x)
    while calls < budget:
        slope, calls, old = gradient(x), calls + 1, value
        if length(slope) <= tol and not by_change:
            return x, True
        for tried in range(budget - calls):
            reached = f(x - step * slope)
            if reached <= value - step * (slope @ slope) / 4:
                break
            step = step / 2
        else:
            return x, False
        calls, value = calls + tried + 1, reached
        x, step = x - step * slope, next_step(step)
        if by_change and old - value < tol:
            return x, True
    return x, False
