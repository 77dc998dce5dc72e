r"""Slopes while it computes

Write the class `Value`. `Value(number)` has `data`, the number, and `grad`, which begins as 0. One can calculate with it, and what comes
out is a new `Value` with the result as its `data`:

- `+`, `-`, `*` and `/` between two values, and between a value and a plain number on either side; `-v`;
- `v ** n` with a plain number `n`, which may be negative or a fraction;
- `v.exp()`, and `v.log()`, the natural logarithm.

`result.backward()` sets `grad` to the slope of `result`, for `result` itself and for every value it was made from, through however many
operations: how much `result.data` changes per unit of that value's `data`. Each call sets them anew, whatever earlier calls left there.
Values that `result` was not made from keep their `grad`, and no `data` ever changes.

A result may have 1,500 operations behind it, one upon the other, and the same value may go into many of them; the time of `backward` is to
grow with the number of operations, not with the number of ways through them. Nothing is asked for where it has no slope: no logarithm and no
fractional power of what is not positive, no division by 0; of 0, only powers from 1 on. `product` is there for you to try a long result; leave
it in the file, since the checks use it too.

```python
a, b = Value(4.0), Value(2.0)
c = a * b + a
c.backward()
c.data              # 12.0
(a.grad, b.grad)    # (3.0, 4.0)
```
"""

import math

from mlestone.proving import afterwards, answer, check, expect, given, hints, mistake, tolerance

tolerance(rtol=1e-9, atol=1e-12)

hints(
    "When a product is made, all that its slopes depend on is known: what has the new value to remember?",
    "How steep a value is depends on everything that was made from it. In which order can the values be visited, so that each is complete "
    "before it hands anything on?",
    "List what the result was made from, each value once and behind all it was made from; set every slope to 0 and the result's to 1; then "
    "go through the list backwards, where each value adds its share to those it was made from.",
)

afterwards(
    "PyTorch's tensors do the same with arrays for numbers. Two things differ: `backward()` there adds to what is in `grad` already, which is why "
    "training loops begin with `zero_grad()`, and the graph is thrown away after one pass, to have its memory back. The order is kept there by "
    "counting, for each operation, how many of those that use it are still to come."
)


@answer
class Value:
    """A number that remembers how it was made."""

    def __init__(self, data: float):
        self.data = data
        self.grad = 0.0
        self._made_from = ()

    def _made(self, data, *made_from):
        """A new value, and with each it was made from its slope in that one."""
        result = type(self)(data)
        result._made_from = made_from
        return result

    def _value(self, other):
        return other if isinstance(other, Value) else type(self)(other)

    def __add__(self, other):
        other = self._value(other)
        return self._made(self.data + other.data, (self, 1.0), (other, 1.0))

    def __mul__(self, other):
        other = self._value(other)
        return self._made(self.data * other.data, (self, other.data), (other, self.data))

    def __pow__(self, n):
        return self._made(self.data**n, (self, n * self.data ** (n - 1)))

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + -self._value(other)

    def __truediv__(self, other):
        return self * self._value(other) ** -1

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def __rsub__(self, other):
        return self._value(other) - self

    def __rtruediv__(self, other):
        return self._value(other) / self

    def exp(self):
        """Return e to the power of this value."""
        data = math.exp(self.data)
        return self._made(data, (self, data))

    def log(self):
        """Return the natural logarithm of this value."""
        return self._made(math.log(self.data), (self, 1 / self.data))

    def _order(self):
        """All values this one was made from and itself, each behind those it was made from."""
        order, met, waiting = [], set(), [(self, False)]
        while waiting:
            value, is_ready = waiting.pop()
            if is_ready:
                order.append(value)
            elif value not in met:
                met.add(value)
                waiting.append((value, True))
                waiting.extend((source, False) for source, _ in value._made_from)
        return order

    def backward(self):
        """Set the `grad` of this value, and of all it was made from, to the slope of this value."""
        order = self._order()
        for value in order:
            value.grad = 0.0
        self.grad = 1.0
        for value in reversed(order):
            for source, slope in value._made_from:
                source.grad += slope * value.grad


@given
def product(value, factor, times):
    """Multiply a value by a factor, so many times."""
    for _ in range(times):
        value = value * factor
    return value


@mistake(Value, "Where a value is used twice, the second share takes the place of the first. How steep is x + x?")
class Overwrites(Value):
    def backward(self):
        self.grad = 1.0
        for value in reversed(self._order()):
            for source, slope in value._made_from:
                source.grad = slope * value.grad


@mistake(Value, "Each operation hands back its own slope, whatever comes after it. What becomes of it in the next operation, say, times 5?")
class ForgetsTheOuter(Value):
    def backward(self):
        order = self._order()
        for value in order:
            value.grad = 0.0
        self.grad = 1.0
        for value in reversed(order):
            for source, slope in value._made_from:
                source.grad += slope


@mistake(
    Value,
    "A value hands on its slope when it is met for the first time. If a longer way leads to it as well, that share comes too late for those "
    "it was made from.",
)
class HandsOnTooEarly(Value):
    def backward(self):
        order, at = [self], 0
        while at < len(order):
            order.extend(source for source, _ in dict(order[at]._made_from).items() if source not in order)
            at += 1
        for value in order:
            value.grad = 0.0
        self.grad = 1.0
        for value in order:
            for source, slope in value._made_from:
                source.grad += slope * value.grad


@mistake(Value, "What an earlier call of `backward` left in `grad` is still there, and the new slopes come on top of it.")
class KeepsOldSlopes(Value):
    def backward(self):
        self.grad = 1.0
        for value in reversed(self._order()):
            for source, slope in value._made_from:
                source.grad += slope * value.grad


@mistake(Value, "`2 - v` is worked out as `v - 2`. Python calls the reflected method of the right one: which is which there?")
class TurnsDifferencesRound(Value):
    def __rsub__(self, other):
        return self - other


@mistake(Value, "A quotient is said to grow with its denominator. Try 1 / v for larger and larger v.")
class GrowsWithTheDenominator(Value):
    def __truediv__(self, other):
        other = self._value(other)
        return self._made(self.data / other.data, (self, 1 / other.data), (other, self.data / other.data**2))


@mistake(Value, "The exponent is not in front of the power's slope, or the power is not one lower: how steep is v ** 3 at 2?")
class KeepsThePower(Value):
    def __pow__(self, n):
        return self._made(self.data**n, (self, n * self.data**n))


SHORT = ("a + b", "a - b", "a * b", "a / b", "-a", "a ** 3", "a ** -2", "a ** 0.5", "a.exp()", "a.log()")
MIXED = ("a + 5", "5 + a", "a - 5", "5 - a", "a * 5", "5 * a", "a / 5", "5 / a")


def _number(rng, sign=False):
    return round(float(rng.uniform(0.5, 3)), 2) * (float(rng.choice([-1, 1])) if sign else 1.0)


def _result(program, **values):
    """What comes of the last of some steps like `c = a * b`, or of a formula alone."""
    *steps, last = program.split("; ")
    for step in steps:
        name, formula = step.split(" = ")
        values[name] = eval(formula, {}, values)
    return eval(last, {}, values)


def _agree(learner, program, **numbers):
    """The result and its slope in every number are those of the answer."""
    mine = {name: Value(number) for name, number in numbers.items()}
    theirs = {name: learner.Value(number) for name, number in numbers.items()}
    right, got = _result(program, **mine), _result(program, **theirs)
    right.backward()
    got.backward()
    where = "of " + program + " at " + ", ".join(f"{name} = {number:g}" for name, number in numbers.items())
    expect(_seen(got, theirs, where)).close(_seen(right, mine, where))


def _seen(result, values, where):
    """A result and the slopes it left, under names that tell the learner what was worked out."""
    slopes = {f"{name}.grad {where}": value.grad for name, value in values.items()}
    kept = {f"{name}.data {where}": value.data for name, value in values.items()}
    return {f"data {where}": result.data} | slopes | {f"own grad {where}": result.grad} | kept


@check("calculates like numbers, with plain numbers on either side")
def calculates(learner, rng):
    a, b = _number(rng), _number(rng)
    one, other = learner.Value(a), learner.Value(b)
    expect(one.data).close(a)
    expect(one.grad).close(0.0)
    for formula in SHORT + MIXED:
        got = _result(formula, a=one, b=other)
        expect({formula: got.data}).close({formula: _result(formula, a=Value(a), b=Value(b)).data})
        expect(got.grad).close(0.0)
    expect([one.data, other.data]).close([a, b])


@check("knows the slopes of each operation")
def operations(learner, rng):
    for formula in SHORT:
        numbers = {"a": _number(rng), "b": _number(rng)}
        _agree(learner, formula, **{name: number for name, number in numbers.items() if name in formula.replace("exp", "")})
    for formula in (*MIXED, "-a"):
        _agree(learner, formula, a=_number(rng, sign=True))
    for n in (2, 3, -1, 4):
        _agree(learner, f"a ** {n}", a=-_number(rng))
    _agree(learner, "a ** 2 + a ** 1", a=0.0)
    _agree(learner, "a * b + b", a=0.0, b=_number(rng))


@check("multiplies the slopes of operations that follow one another")
def chained(learner, rng):
    p, q = _number(rng), _number(rng)
    _agree(learner, f"(a * {p}) ** 2", a=_number(rng, sign=True))
    _agree(learner, f"((a * -{p}).exp() + {q}).log()", a=_number(rng))
    _agree(learner, f"5 * (a / (b + {q}) - {p}) ** 3", a=_number(rng), b=_number(rng))
    _agree(learner, f"(1 + (b - {p} * a).exp()) ** -1", a=_number(rng), b=_number(rng))


@check("adds up the shares of a value that is used more than once")
def reused(learner, rng):
    p = _number(rng)
    for formula in ("a + a", "a * a", f"a * a - a / {p}", "a - a", f"{p} / a + a.log() * a", f"(a.exp() + {p}) * a.exp()"):
        _agree(learner, formula, a=_number(rng))


@check("is complete before it hands on: results used along ways of different lengths")
def uneven(learner, rng):
    p = _number(rng)
    for program in (
        f"c = a * b; d = c * c + a; (d * {p} + c) * c",
        f"c = a * b; d = (c + {p}) * a; c + (c + (c + d * c))",
        f"c = a + b; d = c * {p}; e = d * c; (e + d) * (c - e * a)",
    ):
        _agree(learner, program, a=_number(rng), b=_number(rng))


@check("finds the slopes in every value of a graph at random, those on the way as well", sizes=(4, 8, 16))
def graphs(learner, rng, size):
    numbers = [_number(rng) for _ in range(3)]
    mine, theirs = [Value(number) for number in numbers], [learner.Value(number) for number in numbers]
    while len(mine) < size + 3:
        formula = str(rng.choice(SHORT))
        i, j = (int(at) for at in rng.integers(len(mine), size=2))
        if not 0.2 < mine[i].data < 5 or not 0.2 < abs(mine[j].data) < 5:
            i, j = int(rng.integers(3)), int(rng.integers(3))
        mine.append(_result(formula, a=mine[i], b=mine[j]))
        theirs.append(_result(formula, a=theirs[i], b=theirs[j]))
    last, got = mine[-1], theirs[-1]
    for value, other in zip(mine[-4:-1], theirs[-4:-1]):
        last, got = last * 0.5 + value, got * 0.5 + other
    last.backward()
    got.backward()
    for value, other in zip(mine, theirs):
        expect(other.data).close(value.data)
        expect(other.grad).close(value.grad)


@check("sets the slopes anew each time, and leaves values alone that the result was not made from")
def again(learner, rng):
    a, b, c = (learner.Value(number) for number in (_number(rng), _number(rng), _number(rng)))
    product = a * b
    first, second = product * product, product + a * c
    first.backward()
    slopes = [a.grad, b.grad, product.grad]
    first.backward()
    expect([a.grad, b.grad, product.grad]).close(slopes)
    expect([c.grad, second.grad]).close([0.0, 0.0])
    second.backward()
    expect([a.grad, b.grad, c.grad]).close([b.data + c.data, a.data, a.data])
    expect([product.grad, second.grad, first.grad]).close([1.0, 1.0, 1.0])
    product.backward()
    expect([a.grad, b.grad, c.grad, product.grad]).close([b.data, a.data, a.data, 1.0])
    expect(first.grad).close(1.0)


@check("takes no longer for the many ways through a value that is used again and again")
def many_ways(learner, rng):
    a = learner.Value(_number(rng))
    result, length = a, int(rng.integers(40, 50))
    for _ in range(length):
        result = (result + result) * 0.5
    result.backward()
    expect(result.data).close(a.data)
    expect(a.grad).close(1.0)


@check("goes back through 1,500 operations that follow one another")
def long_chain(learner, rng):
    a, b = learner.Value(_number(rng)), learner.Value(1.0)
    result = learner.product(a, b, 1500)
    result.backward()
    expect(a.grad).close(1.0)
    expect(b.grad).close(1500 * a.data)
