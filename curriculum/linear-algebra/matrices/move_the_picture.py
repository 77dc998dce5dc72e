r"""Move the picture

A drawing is a list of points, each a list `[x, y]`; $y$ points up. A matrix is a list of its two rows, such as `[[1, 0], [0, 1]]`, and moves the column
vector of a point to $A\,(x, y)^\mathsf{T}$. Write the tools of a small drawing program:

- `rotation(degrees)` turns about the origin, counterclockwise for positive degrees.
- `scaling(across, up)` multiplies $x$ by `across` and $y$ by `up`.
- `shear(amount)` slides every point to the right by `amount` times its height $y$.
- `compose(*steps)` takes any number of matrices, none included, and returns the one matrix that does what they do one after the other, beginning with
  the first.
- `move(matrix, drawing)` returns the drawing with every point moved.
- `carrying(before, after)` returns the matrix that moved the drawing `before` to `after`, point by point. Somewhere in `before` there is a point on the
  $x$ axis and a point on the $y$ axis, neither of them the origin. A coordinate on an axis is exactly 0.

All matrices and drawings are lists of lists; what is passed in stays as it is.

```python
rotation(90)                                               # [[0.0, -1.0], [1.0, 0.0]]
compose(shear(1), scaling(1, 3))                           # [[1.0, 1.0], [0.0, 3.0]]
move([[1, 1], [0, 3]], [[2, 0], [5, 1]])                   # [[2, 0], [6, 3]]
carrying([[2, 0], [5, 1], [0, 1]], [[2, 0], [6, 3], [1, 3]])    # [[1.0, 1.0], [0.0, 3.0]]
```
"""

import math

from mlestone.proving import answer, check, expect, helper, hints, mistake, tolerance

tolerance(rtol=1e-9, atol=1e-9)

hints(
    "Where does each of your matrices send the point (1, 0), and where (0, 1)?",
    "Those two places are its columns. A step that comes later is multiplied from the left.",
    "To carry: where does a point on the x axis go, and where would (1, 0) have gone?",
)


@helper
def _times(b, a):
    """Return the matrix that does `a` first and then `b`."""
    return [[sum(b[i][k] * a[k][j] for k in range(2)) for j in range(2)] for i in range(2)]


@answer
def rotation(degrees: float) -> list[list[float]]:
    """Return the matrix that turns counterclockwise about the origin."""
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return [[cosine, -sine], [sine, cosine]]


@answer
def scaling(across: float, up: float) -> list[list[float]]:
    """Return the matrix that multiplies x by `across` and y by `up`."""
    return [[across, 0.0], [0.0, up]]


@answer
def shear(amount: float) -> list[list[float]]:
    """Return the matrix that slides points to the right by `amount` times their height."""
    return [[1.0, amount], [0.0, 1.0]]


@answer
def compose(*steps: list[list[float]]) -> list[list[float]]:
    """Return the matrix that does all steps, the first one first."""
    whole = [[1.0, 0.0], [0.0, 1.0]]
    for step in steps:
        whole = _times(step, whole)
    return whole


@answer
def move(matrix: list[list[float]], drawing: list[list[float]]) -> list[list[float]]:
    """Return the drawing with every point moved by the matrix."""
    (a, b), (c, d) = matrix
    return [[a * x + b * y, c * x + d * y] for x, y in drawing]


@answer
def carrying(before: list[list[float]], after: list[list[float]]) -> list[list[float]]:
    """Return the matrix that moved the points of `before` to those of `after`."""
    pairs = list(zip(before, after))
    first = next([x / p, y / p] for (p, q), (x, y) in pairs if p and not q)
    second = next([x / q, y / q] for (p, q), (x, y) in pairs if q and not p)
    return [[first[0], second[0]], [first[1], second[1]]]


def _transposed(matrix):
    return [list(row) for row in zip(*matrix)]


@mistake(rotation, "It turns the other way. Where should (1, 0) go for a quarter turn counterclockwise?")
def clockwise(degrees):
    return rotation(-degrees)


@mistake(rotation, "The number is taken for radians. What do `math.cos` and `math.sin` expect?")
def takes_radians(degrees):
    return rotation(math.degrees(degrees))


@mistake(scaling, "The two factors have changed places.")
def factors_changed(across, up):
    return scaling(up, across)


@mistake(shear, "Points slide upwards here, by how far right they are. Which coordinate should change?")
def slides_up(amount):
    return _transposed(shear(amount))


@mistake(shear, "Points with a positive height slide to the left.")
def slides_left(amount):
    return shear(-amount)


@mistake(compose, "The last step is done first. On which side of a column vector does the first step stand?")
def last_step_first(*steps):
    return compose(*reversed(steps))


@mistake(compose, "The steps are multiplied number by number. Where does the result send (1, 0)?")
def number_by_number(*steps):
    whole = [[1.0, 0.0], [0.0, 1.0]]
    for at, step in enumerate(steps):
        whole = [[p * q for p, q in zip(one, other)] for one, other in zip(whole, step)] if at else step
    return whole


@mistake(compose, "With no step at all this fails. Which matrix leaves every point where it is?")
def needs_a_step(*steps):
    return compose(steps[0], *steps[1:])


@mistake(compose, "Only the first two steps are done.")
def two_steps_only(*steps):
    return compose(*steps[:2])


@mistake(move, "The points are multiplied from the left, as rows. Which of the matrix's rows gives the new x?")
def points_as_rows(matrix, drawing):
    return move(_transposed(matrix), drawing)


@mistake(move, "The new y is made of the new x: it was overwritten too early.")
def overwrites_x(matrix, drawing):
    (a, b), (c, d) = matrix
    return [[a * x + b * y, c * (a * x + b * y) + d * y] for x, y in drawing]


@mistake(carrying, "The images of the axes stand in the rows. Where do they belong?")
def images_in_rows(before, after):
    return _transposed(carrying(before, after))


@mistake(carrying, "The point on an axis is taken for (1, 0) or (0, 1), however far out it is.")
def takes_any_for_one(before, after):
    pairs = list(zip(before, after))
    first = next(image for (p, q), image in pairs if p and not q)
    second = next(image for (p, q), image in pairs if q and not p)
    return _transposed([first, second])


@mistake(carrying, "The first two points are taken for those on the axes, whatever they are.")
def takes_the_first_two(before, after):
    first = [component / (sum(before[0]) or 1.0) for component in after[0]]
    second = [component / (sum(before[1]) or 1.0) for component in after[1]]
    return _transposed([first, second])


@mistake(carrying, "A point that is only near an axis is taken for one on it. Which coordinate of a point on an axis is exactly 0?")
def takes_near_for_on(before, after):
    pairs = list(zip(before, after))
    first = next([x / p, y / p] for (p, q), (x, y) in pairs if p and abs(q) < 1e-3)
    second = next([x / q, y / q] for (p, q), (x, y) in pairs if q and abs(p) < 1e-3)
    return _transposed([first, second])


@mistake(carrying, "The origin is on both axes, and tells nothing: it never moves.")
def takes_the_origin(before, after):
    pairs = list(zip(before, after))
    first = next([x / p, y / p] for (p, q), (x, y) in pairs if q == 0)
    second = next([x / q, y / q] for (p, q), (x, y) in pairs if p == 0)
    return _transposed([first, second])


def _lists(got, wanted):
    expect(got).is_a(list).close(wanted)
    for each in got:
        expect(each).is_a(list)


def _number(rng, low=0.4, high=3.0):
    return float(rng.uniform(low, high) * rng.choice([-1, 1]))


def _matrix(rng):
    while True:
        a, b, c, d = (_number(rng) for _ in range(4))
        if abs(a * d - b * c) > 0.3:
            return [[a, b], [c, d]]


def _drawing(rng, count=6):
    return [[_number(rng), _number(rng)] for _ in range(count)]


def _points_on_axes(rng):
    """Points of which one lies on each axis, after others, two of them beside an axis, and the origin."""
    axes = [[_number(rng, 1.5, 4), 0.0], [0.0, _number(rng, 1.5, 4)]]
    beside = [[_number(rng), 1e-5], [1e-5, _number(rng)]]
    others = [[0.0, 0.0], *_drawing(rng, 3), *beside]
    mixed = others + axes
    order = [0, *(int(at) + 1 for at in rng.permutation(len(mixed) - 1))]
    while order[1] >= len(others):  # neither of the first two lies on an axis in a way that helps
        order = [0, *(int(at) + 1 for at in rng.permutation(len(mixed) - 1))]
    return [mixed[at] for at in order]


@check("turns counterclockwise, by any number of degrees")
def turns(learner, rng):
    _lists(learner.rotation(30), rotation(30))
    for degrees in (90, -30, 0, float(rng.uniform(100, 170)), float(rng.uniform(190, 350)), float(rng.uniform(-700, -370))):
        expect(learner.rotation(degrees)).close(rotation(degrees))


@check("scales and shears, by any amount")
def scales_and_shears(learner, rng):
    for one, other in ((2, 5), (_number(rng), _number(rng)), (0.0, -1)):
        _lists(learner.scaling(one, other), scaling(one, other))
        _lists(learner.shear(other), shear(other))


@check("moves every point of a drawing, and none if there is none", sizes=(1, 6, 0))
def moves(learner, rng, size):
    matrix, drawing = _matrix(rng), _drawing(rng, size)
    drawing += drawing[:1]  # a line that is closed ends where it began
    _lists(learner.move(matrix, drawing), move(matrix, drawing))


@check("does two steps in their order")
def two_steps(learner, rng):
    turn, stretch = rotation(float(rng.uniform(20, 70))), scaling(float(rng.uniform(2, 3)), float(rng.uniform(0.3, 0.6)))
    expect(learner.compose(turn, stretch)).close(compose(turn, stretch))
    expect(learner.compose(stretch, turn)).close(compose(stretch, turn))


@check("does any number of steps, also one or none", sizes=(3, 5, 1, 0))
def many_steps(learner, rng, size):
    steps = [_matrix(rng) for _ in range(size)]
    _lists(learner.compose(*steps), compose(*steps))


@check("finds the matrix that carried a drawing that holds the corners of a grid")
def carries_a_grid(learner, rng):
    matrix, before = _matrix(rng), [[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]
    _lists(learner.carrying(before, move(matrix, before)), matrix)


@check("finds the matrix wherever the points on the axes are")
def carries(learner, rng):
    for _ in range(4):
        matrix, before = _matrix(rng), _points_on_axes(rng)
        expect(learner.carrying(before, move(matrix, before))).close(matrix)


@check("finds a matrix that flattens the drawing, or moves nothing")
def carries_flat(learner, rng):
    before, along = _points_on_axes(rng), _number(rng)
    for matrix in ([[along, 0.0], [2 * along, 0.0]], [[0.0, 0.0], [0.0, 0.0]], [[1.0, 0.0], [0.0, 1.0]]):
        expect(learner.carrying(before, move(matrix, before))).close(matrix)


@check("leaves what it is given as it is")
def untouched(learner, rng):
    matrix, other, before = _matrix(rng), _matrix(rng), _points_on_axes(rng)
    expect(learner.move).leaves_unchanged(matrix, before)
    expect(learner.compose).leaves_unchanged(matrix, other)
    expect(learner.carrying).leaves_unchanged(before, move(matrix, before))
