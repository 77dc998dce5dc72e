r"""A checker of gradients

Write `is_gradient(f, gradient, x)`, which tells whether `gradient(x)` is the gradient of `f` at `x`: `True` or `False`.

- `x` is an array with one axis or more, of floats or of whole numbers, each at most 10 in size. It stays as it is. `f` takes arrays of the shape of `x`.
- `f` returns a number, at most 1,000 in size. Its slopes along the axes are 0, or from 0.01 to 10,000 in size. Up to $10^{-6}$ away from `x`, `f` is smooth and no slope changes by more than
  0.001. Kinks may follow right behind.
- A gradient has the shape of `x`, and each of its numbers is the slope of `f` along that axis, but for rounding.
- A wrong one has another shape, or a number that is not finite, or at least one number that is off by 1 % of the slope or more, or by 0.0001 or more where the slope is 0.

```python
def f(x):
    return (x**2).sum()

is_gradient(f, lambda x: 2 * x, np.array([[1.0, -2.0]]))    # True
is_gradient(f, lambda x: 2 * x.T, np.array([[1.0, -2.0]]))  # False
is_gradient(f, lambda x: x, np.array([1, -2, 0]))           # False
```
"""

import numpy as np

from mlestone.proving import answer, check, equivalent, expect, helper, hints, mistake

hints(
    "What do two neighbours of `x` say about the slope along one axis? How far may they be away, and what is lost if they are too close?",
    "Between the kinks beyond 0.000001 and the rounding of numbers near 1,000, some powers of ten are left for the step. A slope of 0 has no percent, a small slope disappears beside a large one.",
    "Move one number of a copy at a time, to both sides, in floats. Then allow each number its share of the slope *and* a little more, and ask for what is right instead of for what is wrong: "
    "nan is neither above a limit nor below it.",
)

STEP = helper(3e-7)


@helper
def _slopes(f, x):
    """The slopes of `f` along each axis, by two neighbours."""
    slopes = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        by = np.zeros(x.shape)
        by[place] = STEP
        slopes[place] = (f(x + by) - f(x - by)) / (2 * STEP)
    return slopes


@helper
def _agree(claimed, slopes):
    """Whether each number claimed is the slope; nan is not."""
    return bool(np.all(abs(claimed - slopes) <= 1e-3 * abs(slopes) + 1e-5))


@answer
def is_gradient(f, gradient, x):
    """Return whether `gradient(x)` is the gradient of `f` at `x`."""
    claimed = gradient(x)
    return np.shape(claimed) == x.shape and _agree(claimed, _slopes(f, x))


equivalent("slopes = np.zeros(x.shape) -> slopes = np.ones(x.shape)", "Every place is written to.")
equivalent("abs(claimed - slopes) <= 0.001 * abs(slopes) + 1e-05 -> abs(claimed - slopes) < 0.001 * abs(slopes) + 1e-05", "Nothing lies exactly on the limit.")
equivalent("0.001 * abs(slopes) -> 0.002 * abs(slopes)", "Between rounding and 1 % there is room for several limits.")
equivalent("0.001 * abs(slopes) + 1e-05 -> 0.001 * abs(slopes) + 2e-05", "Between rounding and 0.0001 there is room for several limits.")


def _moved(f, x, step, sides=(1, -1), kind=float):
    """Slopes by neighbours that are so far away, on these sides, as numbers of that kind."""
    slopes = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        one, other = (x.astype(kind) for _ in range(2))
        one[place] += sides[0] * step
        other[place] += sides[1] * step
        slopes[place] = (f(one) - f(other)) / ((sides[0] - sides[1]) * step)
    return slopes


@mistake(is_gradient, "The two are compared as whole vectors: beside a slope of thousands, nobody misses a hundredth. Each number has to be right for itself.")
def compares_lengths(f, gradient, x):
    claimed, slopes = gradient(x), _slopes(f, x)
    return np.shape(claimed) == x.shape and bool(np.linalg.norm(claimed - slopes) <= 1e-3 * (np.linalg.norm(claimed) + np.linalg.norm(slopes)) + 1e-6)


@mistake(is_gradient, "The same difference is allowed to all slopes, large or small. How much is 1 % of 0.01?")
def allows_all_the_same(f, gradient, x):
    claimed = gradient(x)
    return np.shape(claimed) == x.shape and bool(np.all(abs(claimed - _slopes(f, x)) <= 1e-3))


@mistake(is_gradient, "A gradient passes with a number that is off by 1.5 % of its slope. From which share on is it a wrong one?")
def allows_too_large_a_share(f, gradient, x):
    claimed, slopes = gradient(x), _slopes(f, x)
    return np.shape(claimed) == x.shape and bool(np.all(abs(claimed - slopes) <= 0.02 * abs(slopes) + 1e-5))


@mistake(is_gradient, "Both limits are added up. Where the slope is 0.01, a hundredth of it and 0.0001 are 2 % together, and all between 1 % and that is let through.")
def adds_both_limits(f, gradient, x):
    claimed, slopes = gradient(x), _slopes(f, x)
    return np.shape(claimed) == x.shape and bool(np.all(abs(claimed - slopes) <= 0.01 * abs(slopes) + 1e-4))


@mistake(is_gradient, "The difference is taken as a share of the slope, and nothing else is allowed. Where the slope is 0, rounding alone is more than any share of it.")
def allows_a_share_only(f, gradient, x):
    claimed, slopes = gradient(x), _slopes(f, x)
    return np.shape(claimed) == x.shape and bool(np.all(abs(claimed - slopes) <= 1e-3 * abs(slopes)))


@mistake(is_gradient, "The neighbours are too far away: one of them stands behind a kink, where another slope holds. How far is `f` promised to be smooth?")
def steps_over_kinks(f, gradient, x):
    claimed = gradient(x)
    return np.shape(claimed) == x.shape and _agree(claimed, _moved(f, x, 1e-5))


@mistake(is_gradient, "The neighbours are too close: their values agree in nearly all digits, and what is left of the difference is rounding, divided by a tiny step.")
def drowns_in_rounding(f, gradient, x):
    claimed = gradient(x)
    return np.shape(claimed) == x.shape and _agree(claimed, _moved(f, x, 1e-12))


@mistake(is_gradient, "One neighbour, on one side: at the bottom of a sharp bowl it says that `f` rises. What says the other side?")
def looks_to_one_side(f, gradient, x):
    claimed = gradient(x)
    return np.shape(claimed) == x.shape and _agree(claimed, _moved(f, x, 9e-7, (1, 0)))


@mistake(is_gradient, "A gradient with nan in it passes: nan is not larger than the limit. Is it smaller?")
def lets_nan_through(f, gradient, x):
    claimed, slopes = gradient(x), _slopes(f, x)
    return np.shape(claimed) == x.shape and not np.any(abs(claimed - slopes) > 1e-3 * abs(slopes) + 1e-5)


@mistake(is_gradient, "In an array of whole numbers a small step is cut off: a neighbour is `x` itself, or a whole number away. What does `+=` do to the kind of an array?")
def steps_in_whole_numbers(f, gradient, x):
    claimed = gradient(x)
    return np.shape(claimed) == x.shape and _agree(claimed, _moved(f, x, STEP, kind=x.dtype))


@mistake(is_gradient, "The first index alone is counted through: in a matrix that moves a whole row at once.")
def moves_rows(f, gradient, x):
    claimed, slopes = gradient(x), np.zeros(x.shape)
    for at in range(len(x)):
        by = np.zeros(x.shape)
        by[at] = STEP
        slopes[at] = (f(x + by) - f(x - by)) / (2 * STEP)
    return np.shape(claimed) == x.shape and _agree(claimed, slopes)


@mistake(is_gradient, "Nobody looks at the shape. A column beside a row, or a single number, is stretched until it fits: who takes a step with it has another array afterwards.")
def stretches_shapes(f, gradient, x):
    return _agree(gradient(x), _slopes(f, x))


def _judges(learner, f, *gradients):
    """Of gradients of `f`, each with what it is and a place, those called sound pass and all others do not."""
    said = [learner.is_gradient(f, gradient, x) for _, gradient, x in gradients]
    for (what, _, _), verdict in zip(gradients, said, strict=True):
        expect(verdict).is_a(bool)
        is_sound = what.startswith("sound")
        expect(bool(verdict) == is_sound).is_true("sound gradients pass, and wrong ones do not", f"{verdict} was said of a gradient that is {what}")


def _some(rng, *shape):
    """Numbers that are neither 0 nor alike, and no whole ones."""
    return np.round(rng.uniform(0.3, 2, size=shape) * rng.choice([-1, 1], size=shape), 2) + 0.003


def _scaled(gradient, place, factor):
    """A gradient with one number wrong."""

    def scaled(x):
        found = np.array(gradient(x), dtype=float)
        found[place] *= factor
        return found

    return scaled


@check("tells sound gradients from those that lack a factor, a sign or a part", sizes=(1, 2, 6))
def gross(learner, rng, size):
    def waves(x):
        return float(np.mean(np.sin(x) + 3 * x))

    def slopes(x):
        return (np.cos(x) + 3) / x.size

    def turned(x):
        return -slopes(x)

    def lacks_a_part(x):
        return np.cos(x) / x.size

    def halved(x):
        return slopes(x) / 2

    x = _some(rng, size)
    last, factor = size - 1, float(rng.choice([0.985, 1.015]))
    _judges(
        learner, waves, ("sound", slopes, x), ("turned round", turned, x), ("without a part", lacks_a_part, x), ("half of it", halved, x),
        ("off by 1.5 % in its last number", _scaled(slopes, last, factor), x), ("off by 1.5 % in its first number", _scaled(slopes, 0, factor), x),
    )  # fmt: skip


@check("counts every number of arrays with several axes")
def axes(learner, rng):
    A = _some(rng, 3, 3)

    def form(x):
        return float(np.sum(np.sin(A @ x)))

    def slopes(x):
        return A.T @ np.cos(A @ x)

    def on_its_side(x):
        return slopes(x).T

    def without_transpose(x):
        return A @ np.cos(A @ x)

    x = _some(rng, 3, 3) / 4
    while abs(slopes(x)).min() < 0.05:
        x = _some(rng, 3, 3) / 4
    wide, deep = _some(rng, 3, 2) / 4, _some(rng, 2, 3, 2) / 4
    while min(abs(slopes(wide)).min(), abs(slopes(deep)).min()) < 0.05:
        wide, deep = _some(rng, 3, 2) / 4, _some(rng, 2, 3, 2) / 4
    _judges(
        learner, form, ("sound", slopes, x), ("transposed", on_its_side, x), ("that of the transposed matrix", without_transpose, x), ("sound", slopes, wide), ("sound", slopes, deep),
        ("off by 3 % in one number of a row", _scaled(slopes, (2, 0), 1.03), wide), ("off by 3 % in one of twelve numbers", _scaled(slopes, (1, 0, 1), 0.97), deep),
    )  # fmt: skip


@check("sees a small slope beside a large one, and holds each to its own size")
def sizes(learner, rng):
    def steep(x):
        return float(9000 * x[0] + 0.02 * x[1] + 2 * x[2])

    def gentle(x):
        return float(0.02 * x[0] - 0.03 * x[1] + 0.012 * x[2])

    def of_steep(x):
        return np.array([9000.0, 0.02, 2.0])

    def of_gentle(x):
        return np.array([0.02, -0.03, 0.012])

    x = _some(rng, 3) / 100
    factor, closer = float(rng.choice([0.98, 1.02])), float(rng.choice([0.988, 1.012]))
    _judges(learner, steep, ("sound", of_steep, x), *((f"off by 2 % in number {at}, of slopes 9000, 0.02 and 2", _scaled(of_steep, at, factor), x) for at in (1, 2, 0)))
    _judges(learner, gentle, ("sound", of_gentle, x), *((f"off by 1.2 % in number {at}, all slopes being small", _scaled(of_gentle, at, closer), x) for at in (2, 0, 1)))


@check("passes slopes of 0 at the bottom of sharp bowls and far above 0, and nothing else there")
def zeros(learner, rng):
    height, bottom = float(rng.uniform(700, 990)), _some(rng, 3)

    def bowl(x):
        return float(450 * np.sum((x - bottom) ** 2) - height / 3)

    def of_bowl(x):
        return 900 * (x - bottom)

    def at_height(x):
        return float(height + np.sin(x[0]) + np.sin(x[2] - 2.5) ** 2)

    def of_height(x):
        return np.array([np.cos(x[0]), 0.0, np.sin(2 * x[2] - 5)])

    def cancels(x):
        return float(np.cos(x[0]) + np.tile([1, -1], 5) @ (90 * (x[1:] + 1 / 3) - 90 * x[1:]))

    def of_what_is_left(x):
        return np.array([-np.sin(x[0]), *(0 * x[1:])])

    def nearly_level(x):
        return of_height(x) + np.array([0.0, 1.2e-4, 0.0])

    def nearly_at_the_bottom(x):
        return of_bowl(x) - np.array([0.0, 0.0, 1.2e-4])

    x = np.array([float(rng.uniform(-1, 1)), 0.5, 2.5])
    _judges(learner, bowl, ("sound", of_bowl, bottom), ("off by 0.00012 where the slope is 0", nearly_at_the_bottom, bottom), ("sound", of_bowl, bottom + np.array([0.1, 0.0, 0.2])))
    _judges(learner, at_height, ("sound", of_height, x), ("off by 0.00012 where the slope is 0", nearly_level, x))
    _judges(learner, cancels, ("sound", of_what_is_left, _some(rng, 11)))


@check("does not step over kinks, however close they are")
def kinks(learner, rng):
    place = _some(rng, 4)

    def bends(x):
        return float(np.sum(2 * abs(x - place)) + np.maximum(0, x - place) @ np.array([1.0, 0.0, 3.0, 0.5]))

    def slopes(x):
        return 2 * np.sign(x - place) + (x > place) * np.array([1.0, 0.0, 3.0, 0.5])

    def of_the_other_side(x):
        return slopes(2 * place - x)

    def of_both_sides(x):
        return (slopes(x) + of_the_other_side(x)) / 2

    away = rng.choice([-1, 1], size=4) * rng.uniform(1.5e-6, 4e-6, size=4)
    one_kink = place + np.array([0.5, 0.3, away[0], -0.4])
    _judges(
        learner, bends, ("sound", slopes, place + away), ("sound", slopes, one_kink), ("that of the far side of the kinks", of_the_other_side, place + away),
        ("the mean of both sides of the kinks", of_both_sides, place + away), ("sound", slopes, place - 2 * away),
    )  # fmt: skip


@check("takes whole numbers for what they are: numbers with neighbours")
def whole(learner, rng):
    def cubes(x):
        return float(np.sum(x**3) / 5)

    def slopes(x):
        return 3 * x**2 / 5

    def nothing(x):
        return 0.0 * x

    x = rng.integers(1, 6, size=3) * rng.choice([-1, 1], size=3)
    table = rng.integers(1, 5, size=(2, 2))
    _judges(learner, cubes, ("sound", slopes, x), ("0 everywhere", nothing, x), ("sound", slopes, table), ("off by 2 %", _scaled(slopes, (1, 0), 1.02), table))


@check("refuses other shapes, and numbers that are not finite")
def shapes(learner, rng):
    slope = float(_some(rng))

    def plane(x):
        return float(slope * np.sum(x))

    def sound(x):
        return np.full(x.shape, slope)

    def with_nan(x):
        return np.where(np.arange(x.size).reshape(x.shape) == x.size - 1, np.nan, sound(x))

    def with_infinity(x):
        return np.where(np.arange(x.size).reshape(x.shape) == 0, np.inf, sound(x))

    def a_column(x):
        return sound(x).reshape(-1, 1)

    def a_row(x):
        return sound(x)[None]

    def a_number(x):
        return slope

    x = _some(rng, 3)
    _judges(
        learner, plane, ("sound", sound, x), ("nan in one place", with_nan, x), ("infinite in one place", with_infinity, x), ("a column instead of one axis", a_column, x),
        ("a matrix of one row instead of one axis", a_row, x), ("a single number instead of an array", a_number, x), ("nan, being a single number", with_nan, x[:1]),
    )  # fmt: skip


@check("leaves `x` as it was")
def leaves_it(learner, rng):
    def bowl(x):
        return float(np.sum(x**2))

    def slopes(x):
        return 2 * x

    expect(learner.is_gradient).leaves_unchanged(bowl, slopes, _some(rng, 5, 2) / 3)
    expect(learner.is_gradient).leaves_unchanged(bowl, slopes, _some(rng, 2, 2) / 7)
