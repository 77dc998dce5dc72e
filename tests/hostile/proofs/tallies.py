"""A tally of what a function says

Write `tally(f, values)`: the sum of `f(value)` over `values`. `f` is expensive: call it once for each value.
"""
# mypy: ignore-errors

from mlestone.proving import answer, check, expect


@answer
def tally(f, values):
    """Return the sum of `f` over `values`."""
    return sum(f(value) for value in values)


@check("adds what the function returns, and asks it once for each value")
def once_for_each(learner, rng):
    weight, values = float(rng.normal()), rng.normal(size=6).round(3).tolist()
    f = expect.counting(lambda value: weight * value + 1.0)
    expect(learner.tally(f, values)).close(tally(lambda value: weight * value + 1.0, values))
    expect(f).called(exactly=len(values))


@check("is nought for no values")
def no_values(learner, rng):
    weight = float(rng.normal())
    expect(learner.tally(lambda value: weight * value, [])).equals(0)


@check("has the promised signature")
def signature(learner, rng):
    expect(learner.tally.signature().names).equals(("f", "values"))


@check("takes whatever can be added")
def fractions(learner, rng):
    values = rng.integers(1, 9, size=5).tolist()
    expect(learner.tally(lambda value: [value], [])).equals(0)
    expect(learner.tally(lambda value: value * 1j, values)).close(sum(values) * 1j)
