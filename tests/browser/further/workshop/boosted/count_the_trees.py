"""Count the trees

Write `trees(model)`, which returns how many trees a dumped model has: one string each.
"""

from mlestone.proving import answer, check, expect


@answer
def trees(model: list[str]) -> int:
    """Return the number of trees."""
    return len(model)


@check("counts them")
def counts(learner, rng):
    model = ["tree"] * int(rng.integers(2, 9))
    expect(learner.trees(model)).equals(len(model))
