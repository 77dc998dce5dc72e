r"""A toolkit for vectors

A vector is a list of one or more floats. Write six functions. Nothing may be imported that does not come with Python: no NumPy.

- `add(v, w)` returns the sum, `scale(factor, v)` the vector multiplied by the number `factor`, both as a new list;
- `dot(v, w)` returns the dot product and `norm(v)` the length;
- `cross(v, w)` returns the cross product of two vectors of three components, as a list;
- `angle(v, w)` returns the angle between two vectors in radians, from 0 to $\pi$. It does so for parallel and opposite vectors
  too, for those that are nearly so, and for vectors as short as $10^{-6}$ and as long as $10^6$.

All leave their arguments as they are. Raise `ValueError` where there is no answer: for two vectors of different length,
for a cross product of anything but three components, and for the angle to a vector whose components are all zero.

```python
cross([1.0, 0.0, 0.0], [0.0, 1.0, 0.0])    # [0.0, 0.0, 1.0]
angle([1.0, 0.0], [-2.0, 0.0])             # 3.141592653589793
scale(-0.5, [4.0, 1.0])                    # [-2.0, -0.5]
```
"""

import math
import sys

import numpy as np

from mlestone.proving import answer, check, equivalent, expect, hints, mistake, tolerance

tolerance(rtol=1e-9, atol=1e-7)
equivalent(
    "[a + b for a, b in zip(v, w, strict=True)] -> [a + b for a, b in zip(w, v, strict=True)]",
    "Numbers may be added in either order.",
)
equivalent(
    "(a * b for a, b in zip(v, w, strict=True)) -> (a * b for a, b in zip(w, v, strict=True))",
    "Numbers may be multiplied in either order.",
)
equivalent("dot(v, w) -> dot(w, v)", "The dot product is symmetric.")

hints(
    "What does `zip` do with what is left of the longer list?",
    "`zip` has a keyword for lists that must be equally long. What does `math.acos` say to 1.0000000002?",
    "A cosine that rounding has carried past 1 or -1 is brought back to the border before its angle is taken.",
)


@answer
def add(v: list[float], w: list[float]) -> list[float]:
    """Return the sum of two vectors of equal length."""
    return [a + b for a, b in zip(v, w, strict=True)]


@answer
def scale(factor: float, v: list[float]) -> list[float]:
    """Return `v` multiplied by the number `factor`."""
    return [factor * a for a in v]


@answer
def dot(v: list[float], w: list[float]) -> float:
    """Return the dot product of two vectors of equal length."""
    return sum(a * b for a, b in zip(v, w, strict=True))


@answer
def cross(v: list[float], w: list[float]) -> list[float]:
    """Return the cross product of two vectors of three components."""
    if len(v) != 3 or len(w) != 3:
        raise ValueError("a cross product takes vectors of three components")
    return [v[1] * w[2] - v[2] * w[1], v[2] * w[0] - v[0] * w[2], v[0] * w[1] - v[1] * w[0]]


@answer
def norm(v: list[float]) -> float:
    """Return the length of `v`."""
    return math.sqrt(dot(v, v))


@answer
def angle(v: list[float], w: list[float]) -> float:
    """Return the angle between two vectors of equal length that are not zero, in radians."""
    lengths = norm(v) * norm(w)
    if lengths == 0:
        raise ValueError("a vector that is zero has no direction")
    return math.acos(max(-1.0, min(1.0, dot(v, w) / lengths)))


@mistake(add, "`+` puts one list behind the other. What does it do with two numbers?")
def joins_the_lists(v, w):
    return v + w


@mistake(add, "What becomes of the third component when the other vector has two?")
def adds_what_both_have(v, w):
    return [a + b for a, b in zip(v, w)]


@mistake(add, "The sum is right, but look at the first vector after the call.")
def adds_in_place(v, w):
    if len(v) != len(w):
        raise ValueError
    for at, b in enumerate(w):
        v[at] += b
    return v


@mistake(scale, "A list times a whole number is that list, repeated.")
def repeats_the_list(factor, v):
    return v * int(factor)


@mistake(scale, "The vector is right, but it is the caller's own: look at what was passed after the call.")
def scales_in_place(factor, v):
    for at in range(len(v)):
        v[at] *= factor
    return v


@mistake(dot, "These are the products of the components. A dot product is one number.")
def keeps_the_products(v, w):
    return [a * b for a, b in zip(v, w, strict=True)]


@mistake(dot, "What becomes of the third component when the other vector has two?")
def multiplies_what_both_have(v, w):
    return sum(a * b for a, b in zip(v, w))


@mistake(cross, "Two components are right. Which index comes after the last when you go round in a circle?")
def turns_the_middle_round(v, w):
    if len(v) != 3 or len(w) != 3:
        raise ValueError
    return [v[1] * w[2] - v[2] * w[1], v[0] * w[2] - v[2] * w[0], v[0] * w[1] - v[1] * w[0]]


@mistake(cross, "This points the other way. Which hand did you use?")
def points_the_other_way(v, w):
    return cross(w, v)


@mistake(cross, "What does the function do with a vector of four components, or of two?")
def takes_the_first_three(v, w):
    return [v[1] * w[2] - v[2] * w[1], v[2] * w[0] - v[0] * w[2], v[0] * w[1] - v[1] * w[0]]


@mistake(norm, "This is the square of the length.")
def forgets_the_root(v):
    return dot(v, v)


@mistake(norm, "This is how far you walk along the axes, not the straight way.")
def walks_along_the_axes(v):
    return sum(abs(a) for a in v)


@mistake(angle, "This is the angle's cosine.")
def stops_at_the_cosine(v, w):
    if not any(v) or not any(w):
        raise ValueError
    return dot(v, w) / (norm(v) * norm(w))


@mistake(angle, "These are degrees. Which unit is asked for?")
def answers_in_degrees(v, w):
    return math.degrees(angle(v, w))


@mistake(angle, "The cosine of two parallel vectors may come out as 1.0000000000000002. What is its acos?")
def trusts_the_quotient(v, w):
    if not any(v) or not any(w):
        raise ValueError
    return math.acos(dot(v, w) / (norm(v) * norm(w)))


@mistake(
    angle,
    "Rounded, the cosine of a small angle is exactly 1: vectors that are nearly parallel become parallel. Cut off only what lies above 1 or below -1.",
)
def rounds_the_cosine(v, w):
    if not any(v) or not any(w):
        raise ValueError
    return math.acos(round(dot(v, w) / (norm(v) * norm(w)), 10))


@mistake(angle, "Which error does your function raise for a vector that is zero?")
def divides_by_zero(v, w):
    return math.acos(max(-1.0, min(1.0, dot(v, w) / (norm(v) * norm(w)))))


def _pair(rng, size):
    return rng.normal(size=size).tolist(), rng.normal(size=size).tolist()


def _rounded_past_one(rng):
    """Return a vector and a stretched copy whose cosine, as computed, is above 1."""
    while True:
        v = rng.normal(size=3).tolist()
        w = scale(rng.uniform(1, 5), v)
        if dot(v, w) / (norm(v) * norm(w)) > 1:
            return v, w


@check("adds component by component, into a list", sizes=(1, 3, 6))
def sums(learner, rng, size):
    v, w = _pair(rng, size)
    expect(learner.add(v, w)).is_a(list).close((np.array(v) + np.array(w)).tolist())


@check("scales by whole numbers, by fractions, by negative ones and by 0, into a list", sizes=(1, 4))
def multiples(learner, rng, size):
    v = rng.normal(size=size).tolist()
    for factor in (float(rng.integers(2, 5)), rng.uniform(0.1, 0.9), -rng.uniform(1.1, 3.9), 0.0, int(rng.integers(2, 5))):
        expect(learner.scale(factor, v)).is_a(list).close((factor * np.array(v)).tolist())


@check("agrees with NumPy's dot product and length", sizes=(1, 3, 6))
def products(learner, rng, size):
    v, w = _pair(rng, size)
    expect(learner.dot(v, w)).close(float(np.dot(v, w)))
    expect(learner.norm(v)).close(float(np.linalg.norm(v)))
    expect(learner.norm([0.0] * size)).close(0.0)


@check("agrees with NumPy's cross product, in a list")
def crossing(learner, rng):
    v, w = _pair(rng, 3)
    expect(learner.cross(v, w)).is_a(list).close(np.cross(v, w).tolist())


@check("finds sharp and blunt angles", sizes=(1, 2, 3, 6))
def angles(learner, rng, size):
    v, w = _pair(rng, size)
    expect(learner.angle(v, w)).close(angle(v, w))
    expect(learner.angle(scale(-1.0, v), w)).close(math.pi - angle(v, w))


@check("leaves its arguments as they are")
def untouched(learner, rng):
    v, w = _pair(rng, 3)
    for function in (learner.add, learner.dot, learner.cross, learner.angle):
        expect(function).leaves_unchanged(v, w)
    expect(learner.scale).leaves_unchanged(2.0, v)
    expect(learner.norm).leaves_unchanged(v)


@check("knows the angle of parallel and opposite vectors")
def parallel(learner, rng):
    for _ in range(3):
        v, w = _rounded_past_one(rng)
        expect(learner.angle(v, w)).close(0.0)
        expect(learner.angle(scale(-1.0, v), w)).close(math.pi)


@check("tells vectors that are nearly parallel from parallel ones")
def nearly_parallel(learner, rng):
    for _ in range(3):
        between, at = rng.uniform(1e-5, 3e-5), rng.uniform(0, math.pi)
        v, w = ([math.cos(way), math.sin(way)] for way in (at, at + between))
        expect(learner.angle(v, scale(rng.uniform(1, 5), w))).close(between)
        expect(learner.angle(v, scale(-1.0, w))).close(math.pi - between)


@check("gives no weight to how short or long the vectors are when it measures their angle")
def any_length(learner, rng):
    v, w = ([float(sign * size) for sign, size in zip(rng.choice([-1, 1], 2), rng.uniform(1, 2, 2))] for _ in range(2))
    tiny, huge = 1e-6 / norm(v), 1e6 / norm(w)
    expect(learner.angle(scale(tiny, v), scale(huge, w))).close(angle(v, w))
    expect(learner.angle(scale(tiny, w), scale(tiny, v))).close(angle(v, w))
    expect(learner.norm(scale(huge, w))).close(1e6)


@check("refuses vectors of different length")
def lengths(learner, rng):
    v, w = rng.normal(size=3).tolist(), rng.normal(size=2).tolist()
    for one, other in ((v, w), (w, v)):
        expect.raises(ValueError, lambda: learner.add(one, other))
        expect.raises(ValueError, lambda: learner.dot(one, other))
        expect.raises(ValueError, lambda: learner.angle(one, other))


@check("refuses a cross product outside of three dimensions", sizes=(2, 4))
def dimensions(learner, rng, size):
    v, w = _pair(rng, size)
    three = rng.normal(size=3).tolist()
    for one, other in ((v, w), (v, three), (three, w)):
        expect.raises(ValueError, lambda: learner.cross(one, other))


@check("refuses the angle to a vector that is zero")
def no_direction(learner, rng):
    v, zero = rng.normal(size=3).tolist(), [0.0, 0.0, 0.0]
    expect.raises(ValueError, lambda: learner.angle(v, zero))
    expect.raises(ValueError, lambda: learner.angle(zero, v))
    expect.raises(ValueError, lambda: learner.angle(zero, zero))


@check("imports nothing that does not come with Python")
def plain(learner, rng):
    expect(learner.source).only_imports(*sys.stdlib_module_names)
