"""Smaller steps, until nothing moves

A training run looks for the `x` at which a loss is lowest. `loss(x)` says how bad `x` is, `slope(x)` how steeply the loss rises there. Both are
functions that are handed in; call them as you would call any other.

Write `train(loss, slope, x, step, tolerance, limit)`. It works in rounds. Each round looks at the place `x - step * slope(x)`.

- If the loss is lower there than at `x`, `x` moves there. The difference between the two losses is the *improvement* of the round. If it is
  less than `tolerance`, the run ends with this round.
- If the loss is not lower there, `x` stays where it is, and `step` is halved. The run goes on.

After `limit` rounds the run ends in any case. It returns a tuple `(rounds, x)`: how many rounds there were, with those in which the step
was halved and the last one, and where `x` is then. `limit` is a whole number, 0 or more, and `tolerance` is above 0.

```python
def loss(x):
    return (x - 3) ** 2

def slope(x):
    return 2 * (x - 3)

train(loss, slope, 5.0, 1.5, 0.3, 100)    # (4, 2.75)
train(loss, slope, 5.0, 1.5, 0.3, 2)    # (2, 2.0)
```

In the first run, round 1 looks at -1.0, where the loss is 16 instead of 4: the step becomes 0.75. Rounds 2, 3 and 4 move to 2.0, 3.5 and 2.75. That they
improve the loss by 3, 0.75 and 0.1875, and that 0.1875 is less than 0.3, is why the run ends there.
"""

from mlestone.proving import answer, check, expect, hints, mistake

hints(
    "What are the two reasons to stop, and in which of the two branches can each of them come up?",
    "A loop that is to run at most so many times is a `for` with `range`, left early by `break` or `return`. Which value is handed back if the loop came "
    "to its end?",
    "Work out the new place and both losses first. Only in the branch that moves is there an improvement to be compared with the tolerance; only in the "
    "other one is the step halved.",
)


@answer
def train(loss, slope, x: float, step: float, tolerance: float, limit: int) -> tuple:
    """Return (rounds, x): how many rounds the run had, and where it ended."""
    rounds = 0
    while rounds < limit:
        rounds = rounds + 1
        place = x - step * slope(x)
        improvement = loss(x) - loss(place)
        if improvement > 0:
            x = place
            if improvement < tolerance:
                break
        else:
            step = step / 2
    return (rounds, x)


@mistake(
    train,
    "The run ends when the step is halved for the first time: a round without any improvement is taken for one with an improvement below the "
    "tolerance. Which rounds *have* an improvement?",
)
def ends_at_the_first_halving(loss, slope, x, step, tolerance, limit):
    for done in range(limit):
        place = x - step * slope(x)
        improvement = loss(x) - loss(place)
        if improvement > 0:
            x = place
        else:
            step = step / 2
        if improvement < tolerance:
            return (done + 1, x)
    return (limit, x)


@mistake(train, "Each place is compared with the loss at the start of the run. It is to be lower than at the `x` the run has come to.")
def compares_with_the_start(loss, slope, x, step, tolerance, limit):
    first = loss(x)
    for done in range(limit):
        place = x - step * slope(x)
        improvement = loss(x) - loss(place)
        if loss(place) < first:
            x = place
            if improvement < tolerance:
                return (done + 1, x)
        else:
            step = step / 2
    return (limit, x)


@mistake(train, "A loss that is exactly as high counts as an improvement here. *Lower* leaves equal out.")
def moves_to_equals(loss, slope, x, step, tolerance, limit):
    for done in range(limit):
        place = x - step * slope(x)
        improvement = loss(x) - loss(place)
        if improvement >= 0:
            x = place
            if improvement < tolerance:
                return (done + 1, x)
        else:
            step = step / 2
    return (limit, x)


@mistake(train, "`x` moves in every round, also to places where the loss is higher.")
def moves_in_any_case(loss, slope, x, step, tolerance, limit):
    for done in range(limit):
        place = x - step * slope(x)
        improvement = loss(x) - loss(place)
        x = place
        if improvement <= 0:
            step = step / 2
        elif improvement < tolerance:
            return (done + 1, x)
    return (limit, x)


@mistake(
    train,
    "The step is never halved: once it is too long, it stays so until the limit is reached.",
)
def never_halves(loss, slope, x, step, tolerance, limit):
    for done in range(limit):
        place = x - step * slope(x)
        improvement = loss(x) - loss(place)
        if improvement > 0:
            x = place
            if improvement < tolerance:
                return (done + 1, x)
    return (limit, x)


@mistake(train, "The step is halved in every round. It is to be halved only when the loss did not become lower.")
def halves_each_time(loss, slope, x, step, tolerance, limit):
    for done in range(limit):
        place = x - step * slope(x)
        improvement = loss(x) - loss(place)
        step = step / 2
        if improvement > 0:
            x = place
            if improvement < tolerance:
                return (done + 1, x)
    return (limit, x)


@mistake(train, "Rounds in which the step was halved are not counted. They are rounds too, also for the limit.")
def counts_moves_only(loss, slope, x, step, tolerance, limit):
    moves = 0
    for _ in range(5 * limit + 50):  # for ever, but for the patience of the judge
        if moves == limit:
            break
        place = x - step * slope(x)
        improvement = loss(x) - loss(place)
        if improvement > 0:
            x, moves = place, moves + 1
            if improvement < tolerance:
                break
        else:
            step = step / 2
    return (moves, x)


@mistake(train, "The count is one too low: the round that ends the run is a round as well. `range` counts from 0.")
def counts_from_zero(loss, slope, x, step, tolerance, limit):
    rounds, x = train(loss, slope, x, step, tolerance, limit)
    return (max(rounds - 1, 0), x)


@mistake(train, "There is one round more than `limit` allows. When is it asked whether another round may begin?")
def one_round_too_many(loss, slope, x, step, tolerance, limit):
    return train(loss, slope, x, step, tolerance, limit + 1)


@mistake(train, "There is one round fewer than `limit` allows: `range(1, limit)` has `limit - 1` numbers.")
def one_round_too_few(loss, slope, x, step, tolerance, limit):
    return train(loss, slope, x, step, tolerance, max(limit - 1, 0))


@mistake(train, "The last move is lost: the run ends before `x` has moved to the place that was better.")
def loses_the_last_move(loss, slope, x, step, tolerance, limit):
    for done in range(limit):
        place = x - step * slope(x)
        improvement = loss(x) - loss(place)
        if 0 < improvement < tolerance:
            return (done + 1, x)
        if improvement > 0:
            x = place
        else:
            step = step / 2
    return (limit, x)


@mistake(train, "An improvement that is exactly `tolerance` ends the run. Only one that is *less* is to end it.")
def ends_at_the_tolerance(loss, slope, x, step, tolerance, limit):
    for done in range(limit):
        place = x - step * slope(x)
        improvement = loss(x) - loss(place)
        if improvement > 0:
            x = place
            if improvement <= tolerance:
                return (done + 1, x)
        else:
            step = step / 2
    return (limit, x)


@mistake(
    train,
    "The run ends with the first move: the improvement is worked out when `x` has moved already, and then both losses are the same. Work it out first.",
)
def moves_before_it_compares(loss, slope, x, step, tolerance, limit):
    for done in range(limit):
        place = x - step * slope(x)
        if loss(place) < loss(x):
            return (done + 1, place)
        step = step / 2
    return (limit, x)


@mistake(train, "The run ends when the loss itself is below the tolerance. Asked for is the improvement: the lowest loss may be far from 0.")
def looks_at_the_loss(loss, slope, x, step, tolerance, limit):
    for done in range(limit):
        place = x - step * slope(x)
        if loss(place) < loss(x):
            x = place
            if loss(x) < tolerance:
                return (done + 1, x)
        else:
            step = step / 2
    return (limit, x)


@mistake(train, "Where the limit ends the run, nothing is handed back: `return` stands inside the loop only.")
def nothing_at_the_limit(loss, slope, x, step, tolerance, limit):
    rounds, end = train(loss, slope, x, step, tolerance, limit + 1)
    return (rounds, end) if rounds <= limit and rounds else None


@mistake(train, "These are the right values in the wrong order: the number of rounds comes first.")
def x_first(loss, slope, x, step, tolerance, limit):
    return train(loss, slope, x, step, tolerance, limit)[::-1]


@check("ends when the improvement is less than the tolerance")
def ends(learner, rng):
    for _ in range(2):
        loss, slope, start, _ = _valley(rng)
        _same(learner, loss, slope, start, 0.3, float(rng.choice([0.01, 0.1])), 100)


@check("halves a step that is too long, and goes on")
def halves(learner, rng):
    for step in (1.7, 3.9, 20.0):
        loss, slope, start, _ = _valley(rng)
        _same(learner, loss, slope, start, step, 0.01, 100)


@check("ends after the limit at the latest", sizes=(1, 2, 3, 6))
def limited(learner, rng, size):
    loss, slope, start, _ = _valley(rng)
    _same(learner, loss, slope, start, 0.05, 1e-9, size)
    _same(learner, loss, slope, start, 5.0, 1e-9, size)


@check("has no round at all when the limit is 0")
def no_round(learner, rng):
    loss, slope, start, _ = _valley(rng)
    expect(learner.train(loss, slope, start, 0.3, 0.1, 0)).equals((0, start))


@check("does not care how high the lowest loss is")
def high_and_low(learner, rng):
    for _ in range(2):
        loss, slope, start, _ = _valley(rng, float(rng.choice([-50, 50, 8])))
        _same(learner, loss, slope, start, 0.3, 0.02, 100)


@check("stays where it is when the loss is as high there, and halves the step")
def as_high(learner, rng):
    centre, away = float(rng.integers(-9, 9)), float(rng.integers(1, 9))

    def loss(x):
        return (x - centre) ** 2

    def slope(x):
        return 2 * (x - centre)

    expect(learner.train(loss, slope, centre + away, 1.0, 0.5, 1)).equals((1, centre + away))
    expect(learner.train(loss, slope, centre + away, 1.0, 0.5, 2)).equals((2, centre))
    expect(learner.train(loss, slope, centre, 1.0, 0.5, 7)).equals((7, centre))


@check("goes on when the improvement is exactly the tolerance")
def exactly(learner, rng):
    high = int(rng.integers(3, 90))

    def loss(x):
        return high + x

    def slope(x):
        return 1.0

    limit = int(rng.integers(3, 9))
    expect(learner.train(loss, slope, 0.0, 0.25, 0.25, limit)).equals((limit, -0.25 * limit))
    expect(learner.train(loss, slope, 0.0, 0.25, 0.5, limit)).equals((1, -0.25))


@check("halves the step also when it has moved before")
def after_moves(learner, rng):
    centre = float(rng.integers(-9, 9))

    def loss(x):
        return abs(x - centre)

    def slope(x):
        return 1.0 if x > centre else -1.0

    for limit in (2, 3, 4, 12):
        _same(learner, loss, slope, centre + 4.5, 2.0, 0.1, limit)
        _same(learner, loss, slope, centre - 6.75, 2.0, 0.1, limit)


@check("is right about rounds and place in valleys of several shapes")
def shapes(learner, rng):
    for _ in range(3):
        loss, slope, start, _ = _valley(rng, float(rng.integers(-5, 5)))
        _same(learner, loss, slope, start, round(float(rng.uniform(0.5, 8)), 2), float(rng.choice([0.5, 0.05, 1e-4])), 40)


def _valley(rng, lowest=0.0):
    """A loss with a single lowest place, its slope, and a place to start from."""
    centre = float(rng.integers(-8, 8))
    wide, flat = round(float(rng.uniform(0.6, 1.4)), 2), float(rng.choice([0.0, 0.05]))
    start = centre + float(rng.choice([-1, 1])) * round(float(rng.uniform(2, 4)), 1)

    def loss(x):
        return wide * (x - centre) ** 2 + flat * (x - centre) ** 4 + lowest

    def slope(x):
        return 2 * wide * (x - centre) + 4 * flat * (x - centre) ** 3

    return loss, slope, start, centre


def _same(learner, loss, slope, x, step, tolerance, limit):
    expect(learner.train(loss, slope, x, step, tolerance, limit)).equals(train(loss, slope, x, step, tolerance, limit))
