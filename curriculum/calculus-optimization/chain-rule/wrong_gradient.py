r"""The gradient that is nearly right

A small library finds slopes by reverse mode. It passes the tests it came with: a sum, a product, the square of 3. Models train with it, but more slowly than with
any other library, and not as far. What people report:

- Errors below zero are made worse by a step, and errors above zero better.
- Now and then a parameter has another value, though nobody took a step.
- Once a result is used again further on, slopes no longer agree with those by two neighbours.

Three functions are at fault. What they are meant to do:

- `power(value, n)` returns a value: the power of `value`, for a whole number `n` from 1 on. `value.data` may be any number, 0 as well.
- `total(values)` returns a value: the sum of a list of one value or more, some of which may be the same. The list, and the `data` and `made_from` of what is in it,
  stay as they were.
- `in_order(result)` returns a list of `result` and of all values it was made from, directly or not: each once, and none before a value that was made from it.

Mend them. Names and parameters stay, and so do `Value`, `backward`, `by_neighbours` and `fit_line`, which are sound. A value's `made_from` holds pairs: a value it was
made from, and the slope in that one.

```python
a = Value(-2.0)
b = power(a, 2)
backward(b)
(b.data, a.grad)    # (4.0, -4.0)
backward(total([a, a, b]))
a.grad              # -2.0
```
"""

from mlestone.proving import answer, bug, check, expect, given, hints, mistake, tolerance

tolerance(rtol=1e-9, atol=1e-9)

hints(
    "Which small graphs do the old tests leave out: negative numbers, one value used twice, a result used along a short way and a long one? Hold each against `by_neighbours`.",
    "For each function, what does it do to what it is given, and what has to be known before a value may hand on its slope?",
    "A power's slope has a sign of its own, for some exponents. A sum is a value of its own. And a value is listed behind all that use it when it is put down only after "
    "all it was made from, and the list is read from its end.",
)


@given
class Value:
    """A number, and with each value it was made from the slope in that one."""

    def __init__(self, data, made_from=()):
        self.data = data
        self.made_from = list(made_from)
        self.grad = 0.0

    def __add__(self, other):
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])


@answer
def power(value, n):
    """Return the power of `value`, for a whole number `n` from 1 on."""
    return Value(value.data**n, [(value, n * value.data ** (n - 1))])


@answer
def total(values):
    """Return the sum of a list of values."""
    return Value(sum(value.data for value in values), [(value, 1.0) for value in values])


@answer
def in_order(result):
    """Return `result` and all values it was made from, each once, none before a value that was made from it."""
    order, met, waiting = [], set(), [(result, False)]
    while waiting:
        value, is_ready = waiting.pop()
        if is_ready:
            order.append(value)
        elif value not in met:
            met.add(value)
            waiting.append((value, True))
            waiting.extend((source, False) for source, _ in value.made_from)
    return order[::-1]


@given
def backward(result):
    """Set `grad`, of the result and of all it was made from, to the slope of the result."""
    order = in_order(result)
    for value in order:
        value.grad = 0.0
    result.grad = 1.0
    for value in order:
        for source, slope in value.made_from:
            source.grad += slope * value.grad


@given
def by_neighbours(formula, numbers, step=1e-5):
    """Return the slopes of a formula of values in each of the numbers, each by two neighbours."""
    slopes = []
    for at in range(len(numbers)):
        results = []
        for by in (step, -step):
            moved = [number + by * (i == at) for i, number in enumerate(numbers)]
            results.append(formula(*map(Value, moved)).data)
        slopes.append((results[0] - results[1]) / (2 * step))
    return slopes


@given
def fit_line(rows, rate, steps):
    """Return slope and intercept of a line through rows (x, y), after so many steps against the slopes of the squared error."""
    w, b = Value(0.0), Value(0.0)
    for _ in range(steps):
        misses = [w * Value(x) + b + Value(-y) for x, y in rows]
        backward(total([power(miss, 2) for miss in misses]) * Value(1 / len(rows)))
        w, b = Value(w.data - rate * w.grad), Value(b.data - rate * b.grad)
    return w.data, b.data


@bug(power, "The slope is taken at the size of the number, without its sign. On which side of 0 does a square fall, and what of a cube?")
def loses_the_sign(value, n):
    size = abs(value.data)
    return Value(value.data**n, [(value, n * size ** (n - 1))])


@bug(total, "The sum is collected in the first of the values: whoever uses that one afterwards finds the sum in it.")
def collects_in_the_first(values):
    result = values[0]
    for value in values[1:]:
        result.data += value.data
        result.made_from.append((value, 1.0))
    return result


@bug(
    in_order,
    "Values are listed as they are met, nearest to the result first. One that is reached by a short way and a long one hands on its slope before the share of the long way "
    "has arrived.",
)
def nearest_first(result):
    order = [result]
    for value in order:
        for source, _ in value.made_from:
            if source not in order:
                order.append(source)
    return order


@mistake(power, "The slope now has the sign of the number for every exponent. Does a cube fall anywhere?")
def always_takes_the_sign(value, n):
    sign = -1.0 if value.data < 0 else 1.0
    return Value(value.data**n, [(value, sign * n * abs(value.data) ** (n - 1))])


@mistake(power, "The power is divided by the number to make it one lower. What if the number is 0?")
def divides_by_the_number(value, n):
    return Value(value.data**n, [(value, n * value.data**n / value.data)])


@mistake(total, "The first value stays as it is, and so do all others: the sum does not know what it was made from, and hands nothing back.")
def forgets_its_parts(values):
    return Value(sum(value.data for value in values))


@mistake(total, "The sum is a value of its own, but was not made from the first of the list: that one gets no slope.")
def leaves_the_first_out(values):
    return Value(sum(value.data for value in values), [(value, 1.0) for value in values[1:]])


@mistake(total, "A value that is in the list twice is in the sum twice, but in `made_from` only once.")
def takes_each_once(values):
    return Value(sum(value.data for value in values), [(value, 1.0) for value in dict.fromkeys(values)])


@mistake(in_order, "A value is listed before what was made from it: the list has to be read from its other end.")
def sources_first(result):
    return in_order(result)[::-1]


@mistake(in_order, "The values are listed when they are first met, following one way to its end before the next. A value may be used by something that is met later.")
def first_way_first(result):
    order, waiting = [], [result]
    while waiting:
        value = waiting.pop()
        if value not in order:
            order.append(value)
            waiting.extend(source for source, _ in reversed(value.made_from))
    return order


@mistake(in_order, "A value that is reached in several ways is listed several times, and each time hands on what it has.")
def lists_every_way(result):
    order = [result]
    for value in order:
        order.extend(source for source, _ in value.made_from)
    return order


def _number(rng, sign=True):
    return round(float(rng.uniform(0.5, 2.5)), 2) * (float(rng.choice([-1, 1])) if sign else 1.0)


class _Ours:
    """What the graphs below are made of, from the answer's functions."""

    Value, power, total, backward = Value, staticmethod(power), staticmethod(total), staticmethod(backward)


def _run(library, program, numbers):
    """All values of a program, by name. Its steps are a name, a function's name, and names or an exponent."""
    values = {name: library.Value(number) for name, number in numbers.items()}
    for name, does, *of in program:
        if does == "power":
            values[name] = library.power(values[of[0]], of[1])
        elif does == "total":
            values[name] = library.total([values[part] for part in of])
        elif does == "+":
            values[name] = values[of[0]] + values[of[1]]
        else:
            values[name] = values[of[0]] * values[of[1]]
        if does in ("power", "total"):
            getattr(values[name], "made_from", None)  # looked at, so that mistakes are told apart by their slopes
    library.backward(values[program[-1][0]])
    return values


def _text(program):
    """A program as it would be typed."""
    lines = []
    for name, does, *of in program:
        right = f"power({of[0]}, {of[1]})" if does == "power" else f"total([{', '.join(of)}])" if does == "total" else f"{of[0]} {does} {of[1]}"
        lines.append(f"{name} = {right}")
    return "; ".join(lines)


def _agree(learner, program, numbers):
    """All results of a program, and the slopes in its numbers, are those of the answer."""
    mine, theirs = _run(_Ours, program, numbers), _run(learner, program, numbers)
    where = f"after {_text(program)} with " + " and ".join(f"{name} = {number:g}" for name, number in numbers.items())
    for what, names in (("data", mine), ("grad", numbers)):  # a power of 1 may be the value itself, and then has its slope
        for name in names:
            right, got = getattr(mine[name], what), getattr(theirs[name], what)
            expect(got).is_a(float, int)
            expect(abs(got - right) <= 1e-9 * (1 + abs(right))).is_true(
                "each result and each slope is right", f"{where}, {name}.{what} is {got:.6g} and not {right:.6g}"
            )


@check("raises positive numbers to a power, and knows the slope")
def positive(learner, rng):
    for n in (1, 2, 3, int(rng.integers(4, 7))):
        _agree(learner, [("b", "power", "a", n)], {"a": _number(rng, sign=False)})


@check("raises negative numbers and 0 to a power, and knows the slope")
def negative(learner, rng):
    for n in (2, 3, 1, int(rng.integers(4, 7))):
        _agree(learner, [("b", "power", "a", n)], {"a": -_number(rng, sign=False)})
        _agree(learner, [("b", "power", "a", n), ("c", "+", "b", "a")], {"a": 0.0})


@check("adds up lists of values, also with the same value in them twice", sizes=(2, 1, 5))
def sums(learner, rng, size):
    names = "abcde"[:size]
    numbers = {name: _number(rng) for name in names}
    _agree(learner, [("s", "total", *names), ("t", "power", "s", 2)], numbers)
    _agree(learner, [("s", "total", *names, names[-1], names[0]), ("t", "*", "s", names[-1])], numbers)


@check("leaves the list and its values as they were when it adds them up")
def untouched(learner, rng):
    numbers = [_number(rng) for _ in range(4)]
    values = [learner.Value(number) for number in numbers]
    made = values[0] * values[1]
    held = learner.put([made, *values])
    for _ in range(2):
        result = learner.total(held)
        expect(result.data).close(numbers[0] * numbers[1] + sum(numbers))
    expect([value.data for value in values]).close(numbers)
    expect(made.data).close(numbers[0] * numbers[1])
    expect([len(value.made_from) for value in (made, *values)]).equals([2, 0, 0, 0, 0])
    expect([slope for _, slope in made.made_from]).close(numbers[1::-1])
    expect(len(held)).equals(5)
    expect([held[at].data for at in range(1, 5)]).close(numbers)


@check("lists each value once, and none before a value that was made from it")
def order(learner, rng):
    sources = {"c": "ab", "d": "c", "e": "dc", "f": "dc", "g": "e", "result": "fg"}
    for turn in range(4):
        a = learner.Value(_number(rng) / 10 + float(rng.choice([-1.5, 1.5])))
        b = learner.Value(_number(rng) / 10 + float(rng.choice([-2.5, 2.5])))
        c = a * b
        d = c * c
        e, f = (d * c, c + d) if turn % 2 else (c * d, d + c)
        g = e * e
        result = f + g if turn < 2 else g + f
        expect(learner.in_order(result)).is_a(list)
        kept = learner.in_order.kept(result)
        listed = [kept[at].data for at in range(len(kept))]
        expect(listed).has_length(8)
        values = {"a": a, "b": b, "c": c, "d": d, "e": e, "f": f, "g": g, "result": result}
        places = {name: _place(listed, value.data) for name, value in values.items()}
        expect(sorted(places.values())).equals(list(range(8)))
        for user, names in sources.items():
            for source in names:
                expect(places[user] < places[source]).is_true(
                    "a value is listed before those it was made from",
                    "of a, b, c = a * b, d = c * c, e = " + ("d * c" if turn % 2 else "c * d") + ", f = " + ("c + d" if turn % 2 else "d + c")
                    + f", g = e * e and the result {'f + g' if turn < 2 else 'g + f'}, {user} is listed behind {source}",
                )


def _place(listed, number):
    """Where a value stands in a list, by its number; -1 if it is missing."""
    return next((at for at, other in enumerate(listed) if abs(other - number) <= 1e-12 * abs(number)), -1)


@check("agrees on graphs in which results are used again, along ways of different lengths")
def ways(learner, rng):
    numbers = {"a": _number(rng), "b": _number(rng)}
    first = [("c", "*", "a", "b"), ("d", "power", "c", 2), ("e", "+", "d", "c"), ("f", "*", "c", "e"), ("g", "total", "f", "c", "a")]
    second = [("c", "total", "a", "b"), ("d", "*", "c", "a"), ("e", "*", "d", "c"), ("f", "total", "c", "e", "d"), ("g", "*", "f", "c")]
    third = [("c", "+", "a", "b"), ("d", "power", "c", 3), ("e", "power", "d", 2), ("f", "+", "e", "c"), ("g", "+", "c", "f"), ("h", "*", "a", "g")]
    for program in (first, second, third):
        _agree(learner, program, numbers)
        _agree(learner, program, {"a": numbers["a"], "b": numbers["a"]})  # two values, one number


@check("agrees on graphs at random", sizes=(3, 6, 10))
def graphs(learner, rng, size):
    numbers = {name: _number(rng) for name in "ab"}
    sizes, program = dict(numbers), []
    for step in range(size):
        names, name = list(sizes), "v" + str(step + 1)
        one, other = (str(part) for part in rng.choice(names, size=2))
        does = str(rng.choice(["+", "*", "power", "total"]))
        if does == "power":
            made = (name, "power", one, int(rng.integers(2, 4)))
        elif does == "total":
            made = (name, "total", one, other, names[-1])
        else:
            made = (name, does, one, other)
        trial = _run(_Ours, [*program, made], numbers)[name].data
        if abs(trial) > 50:
            made = (name, "+", one, names[0])
        program.append(made)
        sizes[name] = trial
    last = list(sizes)[2:]
    _agree(learner, [*program, ("out", "total", *last)], numbers)


@check("fits a line in 60 steps")
def line(learner, rng):
    slope, intercept = _number(rng), _number(rng)
    rows = [(float(x), slope * float(x) + intercept) for x in (-1.5, -0.5, 0.25, 0.75, 1.25)]
    got = learner.fit_line(rows, 0.3, 60)
    expect(got).close(fit_line(rows, 0.3, 60))
