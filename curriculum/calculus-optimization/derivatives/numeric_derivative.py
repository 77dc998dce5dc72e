r"""The step that is neither too long nor too short

Write `derivative(f, x)`, which estimates the slope $f'(x)$ by calling `f` near `x`. `f` takes a float and returns one; it
is smooth, and changes its shape over distances of about 1 near zero and of about $|x|$ far from it, as $x^3$ and
$\sqrt{1 + x^2}$ do. `x` is any float from $-10^8$ to $10^8$, also zero. Nine digits of the slope have to be right.

```python
derivative(lambda t: t**3, 2.0)    # 12.0000000000..., not 12.0000001
```
"""

import math
import sys

from mlestone.proving import answer, check, equivalent, expect, hints, mistake, tolerance

tolerance(rtol=1e-9, atol=1e-10)
equivalent("max(1.0, abs(x)) -> max(2.0, abs(x))", "The valley of the error is wider than a factor of two.")

hints(
    "Which is worse at your step: the curve that the straight line misses, or the digits lost in the subtraction?",
    "The difference of two points that lie evenly around `x` has an error like the square of the step.",
    "The square of the step balances rounding over the step at the cube root of the machine epsilon, in units of `x`.",
)


@answer
def derivative(f, x: float) -> float:
    """Return an estimate of the slope of `f` at `x`."""
    step = sys.float_info.epsilon ** (1 / 3) * max(1.0, abs(x))
    return (f(x + step) - f(x - step)) / (2 * step)


@mistake(derivative, "The two points lie two steps apart. By what is their difference divided?")
def divides_by_one_step(f, x):
    step = sys.float_info.epsilon ** (1 / 3) * max(1.0, abs(x))
    return (f(x + step) - f(x - step)) / step


@mistake(derivative, "Only half of the digits are right. A step of about 1e-8 is the best that one neighbour allows. Which one do two neighbours allow, one on either side?")
def looks_to_one_side(f, x):
    step = math.sqrt(sys.float_info.epsilon) * max(1.0, abs(x))
    return (f(x + step) - f(x)) / step


@mistake(derivative, "A shorter step is not a better one: two nearly equal numbers leave little but rounding when subtracted.")
def takes_the_shortest_step(f, x):
    step = 1e-12 * max(1.0, abs(x))
    return (f(x + step) - f(x - step)) / (2 * step)


@mistake(derivative, "Around 100 million, floats lie about 1e-8 apart. How much of your step is left there?")
def steps_the_same_everywhere(f, x):
    step = 1e-5
    return (f(x + step) - f(x - step)) / (2 * step)


@mistake(derivative, "How long is your step when `x` is zero?")
def has_no_step_at_zero(f, x):
    step = sys.float_info.epsilon ** (1 / 3) * abs(x)
    return (f(x + step) - f(x - step)) / (2 * step)


@mistake(derivative, "How long is your step when `x` is minus a million?")
def forgets_the_left_half(f, x):
    step = sys.float_info.epsilon ** (1 / 3) * max(1.0, x)
    return (f(x + step) - f(x - step)) / (2 * step)


@check("finds the slope of a straight line")
def line(learner, rng):
    a, b = rng.uniform(1, 3, size=2)

    def straight(t):
        return a * t - b

    for x in (float(rng.uniform(-3, 3)), float(rng.uniform(100, 200)), 0.0):
        expect(learner.derivative(straight, x)).close(a)


@check("finds the slope of a cubic")
def cubic(learner, rng):
    a, b = rng.uniform(1, 3, size=2)

    def curve(t):
        return a * t**3 + b * t

    for x in rng.uniform(-3, 3, size=4):
        expect(learner.derivative(curve, float(x))).close(3 * a * x**2 + b)


@check("finds the slope at zero")
def zero(learner, rng):
    rate = rng.uniform(0.5, 2)

    def growth(t):
        return math.exp(rate * t)

    expect(learner.derivative(growth, 0.0)).close(rate)


@check("finds the slope near zero, on either side", sizes=(1, 3, 6, 9))
def near_zero(learner, rng, size):
    x = 10.0**-size * float(rng.uniform(1, 3)) * float(rng.choice([-1, 1]))
    expect(learner.derivative(math.sin, x)).close(math.cos(x))
    expect(learner.derivative(math.exp, x)).close(math.exp(x))


@check("keeps nine digits far to the right", sizes=(4, 6, 8))
def far_right(learner, rng, size):
    x = 10.0**size * float(rng.uniform(0.5, 1))
    expect(learner.derivative(_bend, x)).close(x / math.sqrt(1 + x * x))
    expect(learner.derivative(_cube, x)).close(3 * x**2)


@check("keeps nine digits far to the left", sizes=(4, 6, 8))
def far_left(learner, rng, size):
    x = -(10.0**size) * float(rng.uniform(0.5, 1))
    expect(learner.derivative(_bend, x)).close(x / math.sqrt(1 + x * x))
    expect(learner.derivative(_cube, x)).close(3 * x**2)


def _bend(t):
    return math.sqrt(1 + t * t)


def _cube(t):
    return t**3
