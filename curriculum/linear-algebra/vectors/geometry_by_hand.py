r"""Geometry by hand

Work these out with a pencil. Vectors are given by their components, as in $(3, -1)$; where a vector is asked for, reply with a list such as `[3, -1]`. Fractions
and roots may stay as they are: `-12/5` and `sqrt(2)/2` are numbers.

Axes are those of a right hand: with the thumb along the first axis and the index finger along the second, the middle finger points along
the third. Where directions are named, the first axis points east, the second north and the third up.
"""

import math

import numpy as np

from mlestone.proving import ask, hints, question

hints(
    "Is the reply to be a number or a vector? What comes of a dot product, and what of a cross product?",
    "A projection of $v$ on $w$ is $w$ times a number. The triangle between two arrows is half of their parallelogram, and the arrows "
    "begin at the same corner.",
    "Check a cross product by its dot products with both factors, and a projection by what is left over: all of these have to be 0.",
)

DIRECTIONS = {"east": (1, 0, 0), "north": (0, 1, 0), "up": (0, 0, 1), "west": (-1, 0, 0), "south": (0, -1, 0), "down": (0, 0, -1)}
NAMES = {vector: name for name, vector in DIRECTIONS.items()}


@question
def combined(rng):
    v, w = _different(rng, int(rng.integers(2, 4)))
    a, b = (int(n) for n in rng.choice(np.arange(2, 6), size=2, replace=False))
    sign = 1 if rng.random() < 0.5 else -1
    if sign > 0:
        text, right = f"$v = {_tex(v)}$ and $w = {_tex(w)}$. What is ${a}\\,v - {b}\\,w$?", a * v - b * w
        others = [
            (a * v + b * w, "A minus sign takes every component of $w$ off, and one that is negative is added thereby."),
            (b * w - a * v, "The other way round: what is taken off stands behind the minus sign."),
        ]
    else:
        text, right = f"$v = {_tex(v)}$ and $w = {_tex(w)}$. What is $-{a}\\,v - {b}\\,w$?", -a * v - b * w
        others = [
            (-a * v + b * w, "The minus sign in front of $w$ counts as well: every component changes its sign."),
            (a * v - b * w, "The minus sign in front of $v$ changes the sign of all its components."),
            (a * v + b * w, "Both vectors are taken off."),
        ]
    others += [
        (sign * v - w, "Each vector has a number in front of it, which multiplies every component."),
        (sign * b * v - a * w, "These are the right vectors with each other's numbers."),
    ]
    return ask.array(text, right=right, mistakes=_wrong(others))


@question
def arrow(rng):
    a, b = _different(rng, int(rng.integers(2, 4)))
    return ask.array(
        f"What are the components of the arrow that leads from the point $P = {_tex(a)}$ to the point $Q = {_tex(b)}$?",
        right=b - a,
        mistakes=_wrong([
            (a - b, "This arrow leads from $Q$ to $P$. Add yours to $P$: where do you end?"),
            (a + b, "From $P$, this arrow leads past $Q$: what has to be added to $P$ to get to $Q$?"),
        ]),
    )


@question(times=2)
def along(rng):
    unit, length = _tidy(rng)
    while True:
        v = rng.integers(-6, 7, size=len(unit))
        product = int(v @ unit)
        if product and abs(product) != length and np.any(np.cross(_in_space(v), _in_space(unit))):
            break
    if rng.random() < 0.5:
        return ask.number(
            f"How far does $v = {_tex(v)}$ reach in the direction of $w = {_tex(unit)}$? That is the length of its projection on $w$, with "
            "a minus sign if it points the other way.",
            right=product / length,
            mistakes=_wrong([
                (product, "That is $v \\cdot w$, which grows with the length of $w$: an arrow twice as long has the same direction."),
                (product / length**2, "That counts in arrows $w$: how often does $w$ fit? Asked for is a length."),
                (-product / length, "The length is right. Is the angle between them sharp or blunt?"),
                (product / math.sqrt(v @ v), "This is how far $w$ reaches in the direction of $v$."),
                (product / length / math.sqrt(v @ v), "This is the cosine of the angle. How far does $v$ itself reach?"),
            ]),
        )
    return ask.array(
        f"What is the projection of $v = {_tex(v)}$ on $w = {_tex(unit)}$?",
        right=product / length**2 * unit,
        mistakes=_wrong([
            (product * unit, "You have $(v \\cdot w)\\,w$: it is to be divided by the length of $w$ squared, $w \\cdot w$."),
            (product / length * unit, "Divided by the length of $w$ once, which is in it twice: in $v \\cdot w$ and in the arrow $w$ itself."),
            (product / (v @ v) * v, "That is the projection of $w$ on $v$: the arrow lies along the one on which is projected."),
            (-product / length**2 * unit, "The length is right. Is the angle between them sharp or blunt?"),
            (v - product / length**2 * unit, "That is what the projection leaves over."),
            (product / (v @ v) * unit, "Divide by the squared length of the arrow on which is projected, not of the other."),
        ]),
    )


@question
def left_over(rng):
    unit, length = _tidy(rng)
    while True:
        v = rng.integers(-6, 7, size=len(unit))
        product = int(v @ unit)
        if product and np.any(np.cross(_in_space(v), _in_space(unit))):
            break
    right = v - product / length**2 * unit
    return ask.array(
        f"$v = {_tex(v)}$ is to be written as a multiple of $w = {_tex(unit)}$ plus a vector at a right angle to $w$. What is that vector?",
        right=right,
        mistakes=_wrong([
            (product / length**2 * unit, "That is the multiple of $w$. What is missing to $v$?"),
            (v - product / length * unit, "Divided by the length of $w$ once. Try the dot product of your vector with $w$: it should be 0."),
            (v - product * unit, "The projection lacks its division by the squared length of $w$. The dot product of yours with $w$ is not 0."),
            (-right, "Added to the projection, this leads away from $v$: what has to be added to the one to get the other?"),
            (v + product / length**2 * unit, "The projection is to be taken off, so that nothing along $w$ is left."),
        ]),
    )


@question
def right_angle(rng):
    while True:
        v, w = (rng.integers(-5, 6, size=3) for _ in range(2))
        at = int(rng.integers(3))
        rest = int(v @ w - v[at] * w[at])
        if np.all(v) and np.all(w) and rest and abs(w[at]) > 1:
            break
    shown = [str(n) for n in v]
    shown[at] = "t"
    right = -rest / int(w[at])
    if right.is_integer():
        right = int(right)
    return ask.number(
        f"For which number $t$ are $({', '.join(shown)})$ and ${_tex(w)}$ at a right angle?",
        right=right,
        mistakes=_wrong([
            (-right, "The size is right, the sign is not: put yours in, and the dot product is not 0."),
            (-rest, "The component opposite $t$ multiplies it."),
            (rest, "The dot product is to be 0, and the component opposite $t$ multiplies it."),
            ((1 - rest) / int(w[at]), "At a right angle the cosine is 0, not 1."),
        ]),
    )


@question(times=2)
def crossed(rng):
    while True:
        v, w = (rng.integers(-4, 6, size=3) for _ in range(2))
        right = np.cross(v, w)
        if np.all(right) and np.count_nonzero(v) > 1 and np.count_nonzero(w) > 1:
            break
    x, y, z = right
    swapped = [v[1] * w[2] + v[2] * w[1], v[2] * w[0] + v[0] * w[2], v[0] * w[1] + v[1] * w[0]]
    return ask.array(
        f"What is ${_tex(v)} \\times {_tex(w)}$?",
        right=right,
        mistakes=_wrong([
            ([x, -y, z], "The middle component has the wrong sign. Its round is 3, 1: $v_3 w_1 - v_1 w_3$."),
            ([-x, -y, -z], "This is $w \\times v$, which points the other way."),
            (swapped, "Each component is a difference: the second product is taken off."),
            (v * w, "These are the products component by component. In a cross product each component uses the two others."),
        ]),
    )


@question(times=2)
def right_hand(rng):
    names = list(DIRECTIONS)
    while True:
        first, second = (names[at] for at in rng.choice(6, size=2, replace=False))
        right = tuple(int(n) for n in np.cross(DIRECTIONS[first], DIRECTIONS[second]))
        if any(right):
            break
    opposite = NAMES[tuple(-n for n in right)]
    between = "A cross product is at a right angle to both arrows; this is the direction of {}."
    against = "A cross product is at a right angle to both arrows; this is the direction opposite to {}."
    back = {name: NAMES[tuple(-n for n in DIRECTIONS[name])] for name in (first, second)}
    decoys = {
        opposite: "Right line, wrong end: curl the fingers of the right hand from the first arrow to the second, and look at the thumb.",
        second: between.format("the second"),
        first: between.format("the first"),
        back[first]: against.format("the first"),
        back[second]: against.format("the second"),
    }
    text = f"$v$ points {first} and $w$ points {second}. Where does $v \\times w$ point?"
    if rng.random() < 0.5:
        text = f"Curl the fingers of your right hand from an arrow that points {first} to one that points {second}. Where does the thumb point?"
    return ask.choice(text, right=NAMES[right], decoys=decoys)


@question
def flat_triangle(rng):
    while True:
        a, b, c = (rng.integers(-5, 7, size=2) for _ in range(3))
        (x, y), (s, t) = b - a, c - a
        double = int(x * t - y * s)
        # Half a whole number, not between arrows from the origin, and no right angle at the first corner.
        if double % 2 and abs(double) > 8 and np.all(a) and (b - a) @ (c - a):
            break
    area = abs(double) / 2
    origin = abs(int(b[0] * c[1] - b[1] * c[0])) / 2
    return ask.number(
        f"What is the area of the triangle with the corners ${_tex(a)}$, ${_tex(b)}$ and ${_tex(c)}$?",
        right=area,
        mistakes=_wrong([
            (2 * area, "That is the parallelogram. How much of it is the triangle?"),
            (-area, "The sign tells which way round the corners go. An area has none."),
            (origin, "The arrows to two corners span a triangle with the point (0, 0). Which arrows span this one?"),
            (abs(int(x * t + y * s)) / 2, "The second product is taken off, not added."),
            (abs(int((b - a) @ (c - a))) / 2, "That is half a dot product, which measures how far the sides point the same way."),
        ]),
    )


@question
def slanted_triangle(rng):
    unit, length = _tidy(rng, dimensions=3)
    factor = int(rng.integers(1, 4))
    while True:  # two sides whose cross product has a whole length
        v = rng.integers(-4, 5, size=3)
        w = np.cross(v, unit) if rng.random() < 0.5 else rng.integers(-4, 5, size=3)
        normal = np.cross(v, w)
        size = math.isqrt(int(normal @ normal))
        if size and size * size == int(normal @ normal) and np.count_nonzero(normal) > 1 and np.count_nonzero(v) > 1 and abs(w).max() < 10:
            break
    corner = rng.integers(1, 4, size=3) * factor
    p, q, r = corner, corner + v, corner + w
    area = size / 2 if size % 2 else size // 2
    origin = np.cross(q, r)
    return ask.number(
        f"What is the area of the triangle with the corners $P = {_tex(p)}$, $Q = {_tex(q)}$ and $R = {_tex(r)}$?",
        right=area,
        mistakes=_wrong([
            (size, "That is the parallelogram. How much of it is the triangle?"),
            (math.sqrt(origin @ origin) / 2, "The arrows to $Q$ and $R$ span a triangle with the point (0, 0, 0). Which arrows span this one?"),
            (abs(int(normal.sum())) / 2, "The components of the cross product are to be squared, added and rooted, not added."),
            (math.sqrt((v @ v) * (w @ w)) / 2, "Half of length times length is right only if the sides meet at a right angle."),
            (int(normal @ normal) / 2, "The root is missing: the length of the cross product is the parallelogram's area."),
        ]),
    )


@question
def cosine(rng):
    (v, a), (w, b) = _tidy(rng, dimensions=3), _tidy(rng, dimensions=3)
    while abs(int(v @ w)) in (0, a * b) or abs(int(v @ w)) == 1:
        (v, a), (w, b) = _tidy(rng, dimensions=3), _tidy(rng, dimensions=3)
    product, times = int(v @ w), int(rng.integers(2, 6))
    return ask.number(
        f"What is the cosine of the angle between ${_tex(times * v)}$ and ${_tex(w)}$?",
        right=product / (a * b),
        mistakes=_wrong([
            (times * product, "That is the dot product, which grows with the lengths. A cosine lies between -1 and 1."),
            (times * product / (a * b), "Did you take the length of the first vector, as it is given?"),
            (product / (times * (a * b) ** 2), "Divide by the product of the lengths, not of their squares."),
            (-product / (a * b), "The size is right. Add the products up once more: is their sum positive?"),
            (times * product / (times * a + b), "The lengths are multiplied with each other, not added."),
            (math.degrees(math.acos(product / (a * b))), "That is the angle. Asked for is its cosine."),
        ]),
    )


def _tex(v):
    return f"({', '.join(str(int(n)) for n in v)})"


def _in_space(v):
    return [*v, 0] if len(v) == 2 else v


def _different(rng, size):
    """Two vectors whose components are not 0 and do not repeat each other."""
    while True:
        v, w = (rng.integers(-7, 8, size=size) for _ in range(2))
        if np.all(v) and np.all(w) and np.all(abs(v) != abs(w)) and min(v.min(), w.min()) < 0:
            return v, w


def _tidy(rng, dimensions=None):
    """A vector whose length is a whole number larger than 1, and that length."""
    plane, space = [(3, 4), (6, 8), (5, 12)], [(1, 2, 2), (2, 3, 6), (2, 4, 4), (1, 4, 8), (4, 4, 7)]
    known = space if dimensions == 3 or (dimensions is None and rng.random() < 0.5) else plane
    chosen = rng.permutation(known[rng.integers(len(known))])
    signed = chosen * rng.choice([-1, 1], size=len(chosen))
    return signed, math.isqrt(int(signed @ signed))


def _wrong(mistakes):
    """Foreseen replies in plain numbers; of equal ones the first counts."""
    found = {}
    for value, sentence in mistakes:
        plain = np.asarray(value).tolist()
        found.setdefault(str(plain), (plain, sentence))
    return list(found.values())
