r"""Direction of change

Work these out by hand and reply with a number or, where a vector is asked for, with a list such as `[3/5, -4/5]`. Fractions and roots may stay: `7/3`, `2/sqrt(5)`. $\frac{\partial f}{\partial x}$ is the partial derivative in $x$, $\nabla f$ the gradient. The *slope in a direction* is how much $f$ rises for each unit of length that one walks that way, at the start.
"""

import math

import numpy as np

from mlestone.proving import ask, hints, question

hints(
    "Which letters stand still while one is moved, and what do terms become that hold none but those?",
    "A slope in a direction is a dot product with the gradient. How long may the arrow of the direction be?",
    "Up, steepest: along the gradient, by its length. Level: at a right angle to it. Nearby: the value where you are, plus the dot product of the gradient and *the step*.",
)


@question(times=2)
def partial(rng):
    a, b, c = (_nonzero(rng, 2, 6) for _ in range(3))
    m, n = (int(power) for power in rng.permutation([2, int(rng.choice([1, 3]))]))
    x, y = _nonzero(rng, 1, 3), _nonzero(rng, 1, 3)
    in_x = a * m * x ** (m - 1) * y**n + b
    in_y = a * n * x**m * y ** (n - 1) + 2 * c * y
    asked, right, other = ("x", in_x, in_y) if rng.random() < 0.5 else ("y", in_y, in_x)
    own, fixed = (b, 2 * c * y) if asked == "x" else (2 * c * y, b)
    formula = f"{a}{_power('x', m)}{_power('y', n)} {_signed(b)}x {_signed(c)}y^2"
    return ask.number(
        f"$f(x, y) = {formula}$. What is $\\frac{{\\partial f}}{{\\partial {asked}}}$ at $({x}, {y})$?",
        right=right,
        mistakes=_wrong([
            (other, f"That is the partial derivative in the other letter. Here ${asked}$ moves."),
            (right + fixed, f"A term without ${asked}$ does not change when ${asked}$ does."),
            (right - own, f"There is another term with ${asked}$ in it."),
            (a * m * n * x ** (m - 1) * y ** (n - 1) + own, "The product was differentiated in both letters at once. The other one stands still, as a number would."),
            (in_x + in_y, "Each partial derivative stands for itself: only one letter moves."),
            (a * x**m * y**n + b * x + c * y**2, "That is $f$ itself. Asked for is a slope."),
        ]),
    )


@question
def squared_error(rng):
    while True:
        X, w, misses = rng.integers(-3, 4, size=(2, 2)), rng.integers(-2, 3, size=2), rng.permutation([-2, -1, 1, 2, 3])[:2]
        if np.all(X) and np.any(w) and X[0, 1] != X[1, 0] and np.linalg.det(X):
            break
    right, turned = 2 * X.T @ misses, 2 * X @ misses
    known = f"$X = {_matrix(X)}$, $y = {_matrix((X @ w - misses)[:, None])}$ and $w = {_matrix(w[:, None])}$"
    return ask.array(
        f"$L(w) = \\lVert X w - y \\rVert^2$, the sum of the squares. {known}. What is the gradient of $L$ in $w$? Reply with two numbers.",
        right=right,
        mistakes=_wrong([
            (turned, "$X$ stands there without its transpose. Which numbers does a weight multiply, those of a row or of a column?"),
            (right // 2, "The slope of a square has a factor in front."),
            (-right, "That leads down: each miss is $X w - y$, not $y - X w$."),
            (2 * misses, "These are the slopes in the two predictions. How does a prediction change with a weight?"),
            (2 * X.T @ X @ w, "What became of $y$?"),
            (right / 2 / 2, "$L$ is a sum, not a mean, and a square has a factor in front of its slope."),
        ]),
    )


@question(times=2)
def slope_in_a_direction(rng):
    while True:
        (v, length), gradient = _tidy(rng), _gradient(rng)
        size = math.sqrt(gradient @ gradient)
        if (gradient @ v) % length and abs(gradient @ v) < 0.97 * size * length and abs(size - length) > 0.1 * length:
            break  # the slope is no whole number, not nearly the steepest, and no length is taken for the other
    formula, place, _ = _surface(rng, gradient)
    product = int(gradient @ v)
    return ask.number(
        f"$f(x, y) = {formula}$. What is its slope at ${_tex(place)}$ in the direction of $v = {_tex(v)}$?",
        right=product / length,
        mistakes=_wrong([
            (product, "That is $\\nabla f \\cdot v$, which grows with the length of $v$. An arrow twice as long points the same way."),
            (product / length**2, "The arrow is divided by its length once, not twice."),
            (size, "That is the slope in the steepest direction. You walk along $v$."),
            (product / size, "The length that has to go is that of the direction, not that of the gradient."),
            (int(gradient.sum()), "The partial derivatives are weighted by how far the direction goes along each axis."),
            (-product / length, "The size is right. Does $f$ rise or fall that way?"),
            (int(gradient @ v[::-1]) / length, "Each partial derivative goes with its own component of the direction."),
        ]),
    )


@question
def steepest(rng):
    gradient = _gradient(rng)
    while math.isqrt(gradient @ gradient) ** 2 == gradient @ gradient:
        gradient = _gradient(rng)
    formula, place, _ = _surface(rng, gradient)
    g, h = (int(slope) for slope in gradient)
    return ask.number(
        f"$f(x, y) = {formula}$. In whichever direction one leaves ${_tex(place)}$: which is the largest slope to be had?",
        right=math.hypot(g, h),
        mistakes=_wrong([
            (g * g + h * h, "That is $\\nabla f \\cdot \\nabla f$. The direction has to have length 1."),
            (abs(g) + abs(h), "Lengths of vectors do not add up along the axes: that would be walking both ways at once."),
            (max(abs(g), abs(h)), "That is the steeper of the two axes. A direction between them is steeper still."),
            (g + h, "That is the dot product with $(1, 1)$: an arrow longer than 1, and not the steepest."),
        ]),
    )


@question
def down(rng):
    gradient, length = _tidy(rng)
    formula, place, _ = _surface(rng, gradient)
    return ask.array(
        f"$f(x, y) = {formula}$. In which direction does it fall fastest from ${_tex(place)}$? Reply with the arrow of length 1.",
        right=-gradient / length,
        mistakes=_wrong([
            (gradient / length, "That way it rises fastest."),
            (-gradient, "The direction is right, the arrow is too long: it should have length 1."),
            (gradient, "That is the gradient: it points the other way, and its length is not 1."),
            (-gradient / length**2, "An arrow is divided by its length, not by the square of it."),
            (np.array([-gradient[1], gradient[0]]) / length, "That way it neither rises nor falls at first."),
            (np.array([gradient[1], -gradient[0]]) / length, "That way it neither rises nor falls at first."),
            (-place / math.hypot(*place), "This points to the origin. Nothing says that $f$ is lowest there."),
            (-np.sign(gradient) / math.sqrt(2), "The signs are right, but not every slope counts alike."),
        ]),
    )


@question
def level(rng):
    gradient = _gradient(rng)
    while abs(gradient[0]) == abs(gradient[1]):
        gradient = _gradient(rng)
    formula, place, _ = _surface(rng, gradient)
    g, h = (int(slope) for slope in gradient)
    return ask.number(
        f"$f(x, y) = {formula}$. One leaves ${_tex(place)}$ so that $y$ changes by $t$ while $x$ grows by 1. For which $t$ does $f$ neither rise nor fall at first?",
        right=-g / h,
        mistakes=_wrong([
            (g / h, "The share of $x$ and the share of $y$ have to make up for each other. Add them up: what comes out?"),
            (-h / g, "The partial derivatives have changed places: 1 goes with that in $x$."),
            (h / g, "That is the direction of the gradient itself, the steepest of all."),
            (-g, "By how much does $f$ change when $y$ changes by $t$?"),
        ]),
    )


@question
def tangent_plane(rng):
    gradient = _gradient(rng)
    formula, place, f = _surface(rng, gradient)
    value = int(f(*place))
    while True:
        steps = rng.choice([-3, -2, -1, 1, 2, 3], size=2, replace=False) / 10
        change, there = float(gradient @ steps), place + steps
        if abs(change) > 0.05 and abs(f(*there) - value - change) > 1e-3:
            break
    return ask.number(
        f"$f(x, y) = {formula}$, and $f{_tex(place)} = {value}$. Which value has the tangent plane at ${_tex(place)}$ over the point $({there[0]:g}, {there[1]:g})$?",
        right=round(value + change, 6),
        rtol=0,
        atol=1e-4,
        mistakes=_wrong([
            (round(change, 6), "That is what is added on the way. Where does the plane start?"),
            (round(float(f(*there)), 6), "That is $f$ itself over there. The plane goes on straight, and $f$ bends away from it."),
            (round(value - change, 6), "The step leads from the point of contact to the other, not back."),
            (round(value + float(gradient @ there), 6), "The gradient is multiplied by the step, not by where the step ends."),
            (round(value + float(gradient.sum()), 6), "Both slopes were added whole. How far does one go along each axis?"),
            (round(value + gradient[0] * steps[0], 6), "One goes along $y$ as well."),
            (round(value + gradient[1] * steps[1], 6), "One goes along $x$ as well."),
            (round(value + change / float(np.hypot(*steps)), 6), "Here the length of the step counts: divided by it, it is a slope and no change."),
        ]),
    )


@question
def hidden_slope(rng):
    (v, length), gradient = _tidy(rng), _gradient(rng)
    while len({abs(int(n)) for n in gradient}) < 2 or gradient @ v == 0:
        gradient = _gradient(rng)
    g, h = (int(slope) for slope in gradient)
    along = int(gradient @ v)
    slope = along / length
    told = f"{along // length}" if along % length == 0 else f"\\frac{{{along}}}{{{length}}}" if along > 0 else f"-\\frac{{{-along}}}{{{length}}}"
    return ask.number(
        f"At some place, $\\frac{{\\partial f}}{{\\partial x}} = {g}$, and the slope in the direction of ${_tex(v)}$ is ${told}$. What is $\\frac{{\\partial f}}{{\\partial y}}$ there?",
        right=h,
        mistakes=_wrong([
            ((slope - v[0] * g) / v[1], f"A slope is for one unit of length. How long is ${_tex(v)}$?"),
            (slope - g, "The slopes of the axes do not count whole, but by the components of the arrow of length 1."),
            (-h, "The size is right. Put it in: which slope comes out?"),
            ((slope - v[0] * g / length), "This is what $y$ has to contribute. Which partial derivative contributes so much?"),
            ((slope + v[0] * g / length) * length / v[1], "The share of $x$ is to be taken off the slope: mind its sign."),
            ((slope - v[1] * g / length) * length / v[0], "Each partial derivative goes with its own component of the direction."),
        ]),
    )


def _nonzero(rng, low, high):
    return int(rng.integers(low, high + 1)) * int(rng.choice([-1, 1]))


def _signed(number):
    return f"+ {number}" if number > 0 else f"- {-number}"


def _power(letter, power):
    return letter if power == 1 else f"{letter}^{power}"


def _tex(v):
    return f"({', '.join(str(int(n)) for n in v)})"


def _matrix(rows):
    return "\\begin{pmatrix} " + " \\\\ ".join(" & ".join(str(int(n)) for n in row) for row in rows) + " \\end{pmatrix}"


def _tidy(rng):
    """An arrow whose length is a whole number, and that length."""
    arrow = rng.permutation([(3, 4), (6, 8), (5, 12)][rng.integers(3)]) * rng.choice([-1, 1], size=2)
    return arrow, math.isqrt(int(arrow @ arrow))


def _gradient(rng):
    return np.array([_nonzero(rng, 1, 9), _nonzero(rng, 1, 9)])


def _surface(rng, gradient):
    """A function as a formula and as Python, and a place where it has that gradient."""
    while True:
        a, b, c = (_nonzero(rng, 1, 3) for _ in range(3))
        x, y = (_nonzero(rng, 1, 3) for _ in range(2))
        d, e = (int(n) for n in gradient - (2 * a * x + b * y, b * x + 2 * c * y))
        if d and e:
            break
    terms = " ".join(_term(*term) for term in ((a, "x^2"), (b, "xy"), (c, "y^2"), (d, "x"), (e, "y")))
    formula = "-" + terms[2:] if terms.startswith("-") else terms[2:]
    return formula, np.array([x, y]), lambda x, y: a * x * x + b * x * y + c * y * y + d * x + e * y


def _term(number, letters):
    return _signed(number) + letters if abs(number) > 1 else ("+ " if number > 0 else "- ") + letters


def _wrong(mistakes):
    """Foreseen replies in plain numbers; of equal ones the first counts."""
    found = {}
    for value, sentence in mistakes:
        plain = np.asarray(value).tolist()
        found.setdefault(str(plain), (plain, sentence))
    return list(found.values())
