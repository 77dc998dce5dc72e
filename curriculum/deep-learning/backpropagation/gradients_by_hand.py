r"""Gradients by hand

Work these out with a pencil. Every network here has three nodes; the slope of a loss in a number is how fast the loss grows with it. $\sigma(z) = \frac{1}{1 + e^{-z}}$ is the sigmoid, with the slope $\sigma(z)\,(1 - \sigma(z))$; the slope of
$\tanh(z)$ is $1 - \tanh(z)^2$; $\mathrm{relu}(z)$ is the larger of $z$ and 0. Reply with a number, or with several like `[1, -0.5, 2/3]`, in the order that is asked for.
"""

from mlestone.proving import ask, hints, question

hints(
    "By how many ways does the number that is asked for reach the loss, and which steps has each?",
    "Go through the network forward first, and write every value beside its node. Then go back: what is the slope of the loss in the last node, in those before it, and at last in the weights?",
    "A weight's slope is what went into it times what came back behind it. Through a function, multiply by its slope where it was. Where several ways meet, add; where a mean was taken, divide.",
)

UP = "Nothing has come back from the loss: these are slopes of the output, not of the loss."
SIGN = "The sign is turned: does the loss grow or fall when the output grows?"


@question
def output_layer(rng):
    h = _tenths(rng, 2)
    v, c, miss = [_whole(rng, 2, 5) for _ in range(2)], _whole(rng, 1, 4), _whole(rng, 2, 4)
    o = v[0] * h[0] + v[1] * h[1] + c
    d = 2 * miss
    return ask.array(
        f"Two hidden nodes have the values `h1 = {h[0]}` and `h2 = {h[1]}`. The third is `o = v1*h1 + v2*h2 + c`, with `v1 = {v[0]}`, `v2 = {v[1]}`, `c = {c}`. "
        f"The loss is `(o - t)**2` with `t = {_short(o - miss)}`. What are its slopes in `v1`, `v2` and `c`?",
        right=_round([d * h[0], d * h[1], d]),
        mistakes=_wrong([d * h[0], d * h[1], d], [
            ([miss * h[0], miss * h[1], miss], "The slope of the square is dropped: one factor is missing in all three."),
            ([-d * h[0], -d * h[1], -d], SIGN),
            ([h[0], h[1], 1], UP),
            ([d * v[0], d * v[1], d], "Those are the slopes in `h1` and `h2`. Which number does a weight multiply?"),
            ([d * h[0], d * h[1], d * c], "The step from `c` to `o` has the slope 1, whatever `c` is."),
            ([d, d, d], "The step from a weight to `o` is dropped: how fast does `o` grow with `v1`?"),
        ]),
    )


@question(times=2)
def hidden_weights(rng):
    name = str(rng.choice(["sigmoid", "tanh"]))
    h, x = _tenths(rng, 2), _whole(rng, 2, 5)
    v, miss = _two(rng, 2, 7), _whole(rng, 2, 5)
    o = v[0] * h[0] + v[1] * h[1]
    slope = [n * (1 - n) if name == "sigmoid" else 1 - n * n for n in h]
    right = [miss * v[i] * slope[i] * x for i in range(2)]
    other = [n * (1 - n) if name == "tanh" else 1 - n * n for n in h]
    half = "One of the two factors of the sigmoid's slope is dropped." if name == "sigmoid" else "The slope of tanh has a square in it."
    return ask.array(
        f"`h1 = {name}(w1*x + b1)` and `h2 = {name}(w2*x + b2)` with `x = {x}` have come out as `h1 = {h[0]}` and `h2 = {h[1]}`. Then `o = v1*h1 + v2*h2` with `v1 = {v[0]}` and `v2 = {v[1]}`, and the loss is "
        f"`(o - t)**2 / 2` with `t = {_short(o - miss)}`. What are its slopes in `w1` and `w2`?",
        right=_round(right),
        mistakes=_wrong(right, [
            ([miss * v[i] * x for i in range(2)], f"The slope of the {name} is dropped on the way back."),
            ([miss * slope[i] * x for i in range(2)], "The step from the hidden nodes to `o` is dropped: by what is each multiplied there?"),
            ([miss * v[i] * slope[i] for i in range(2)], "The last step is dropped: how fast does `w1*x + b1` grow with `w1`?"),
            ([v[i] * slope[i] * x for i in range(2)], UP),
            ([miss * v[i] * (1 - h[i]) * x for i in range(2)], half),
            ([miss * v[i] * other[i] * x for i in range(2)], "That is the slope of the other function: sigmoid and tanh have different ones."),
            ([miss * v[1 - i] * slope[i] * x for i in range(2)], "Each hidden node has a weight of its own on the way to `o`: these have changed places."),
            ([miss * h[i] for i in range(2)], "Those are the slopes in `v1` and `v2`. One layer further back is asked for."),
            ([-n for n in right], SIGN),
        ]),
    )


@question
def all_of_them(rng):
    x, c, d = _whole(rng, 2, 4), _whole(rng, 1, 5), _whole(rng, 2, 4)
    v = [_whole(rng, 2, 5) for _ in range(2)]
    is_on = int(rng.integers(2))
    a, b, z = [0, 0], [0, 0], [0, 0]
    for i in range(2):
        while abs(z[i]) < 2 or abs(z[i]) > 9 or (z[i] > 0) != (i == is_on):
            a[i], b[i] = _whole(rng, 2, 4), _whole(rng, 1, 4)
            z[i] = a[i] * x + b[i]
    h = [max(0, n) for n in z]
    o = v[0] * h[0] + v[1] * h[1] + c
    on = [int(n > 0) for n in z]

    def slopes(kept=on, values=h, weights=v, given=x, back=d):
        by_b = [back * weights[i] * kept[i] for i in range(2)]
        return [back * values[0], back * values[1], back, by_b[0] * given, by_b[1] * given, *by_b]

    right = slopes()
    return ask.array(
        f"`h1 = relu(w1*x + b1)`, `h2 = relu(w2*x + b2)`, `o = v1*h1 + v2*h2 + c`, and the loss is `(o - t)**2 / 2`. The numbers: `x = {x}`, `w1 = {a[0]}`, `b1 = {b[0]}`, `w2 = {a[1]}`, "
        f"`b2 = {b[1]}`, `v1 = {v[0]}`, `v2 = {v[1]}`, `c = {c}`, `t = {o - d}`. What are the slopes of the loss in `v1`, `v2`, `c`, `w1`, `w2`, `b1`, `b2`?",
        right=right,
        mistakes=_wrong(right, [
            (slopes(kept=[1, 1]), "One hidden node let nothing through on the way forward. How fast does it change with its weights?"),
            (slopes(kept=[1, 1], values=z), "The node was left as if there were no relu, on the way forward and on the way back."),
            (slopes(values=z), "The slope in `v1` or `v2` is taken from what went into the relu. What came out of it?"),
            (slopes(kept=[1 - n for n in on]), "The wrong one of the hidden nodes hands something back."),
            (slopes(kept=[int(d * v[i] > 0) for i in range(2)]), "The relu lets back what it let through. The sign of what comes back has no say."),
            (slopes(weights=[1, 1]), "On the way to the hidden nodes, `v1` and `v2` are dropped."),
            (slopes(given=1), "The slopes in `w1` and `w2` lack a step: what does each of them multiply?"),
            (slopes(back=1), UP),
            (slopes(back=-d), SIGN),
            (slopes(kept=h), "What came out of the relu was taken for its slope."),
        ]),
    )


@question
def back_to_the_input(rng):
    h, (a, b) = _tenths(rng, 2), _two(rng, 2, 6)
    v, miss = _two(rng, 2, 6), _whole(rng, 2, 5)
    slope = [1 - n * n for n in h]
    ways = [miss * v[0] * slope[0] * a, miss * v[1] * slope[1] * b]
    while abs(sum(ways)) < 0.5:
        (a, b), v = _two(rng, 2, 6), _two(rng, 2, 6)
        ways = [miss * v[0] * slope[0] * a, miss * v[1] * slope[1] * b]
    o = v[0] * h[0] + v[1] * h[1]
    right = sum(ways)
    return ask.number(
        f"`h1 = tanh(w1*x + b1)` and `h2 = tanh(w2*x + b2)` with `w1 = {a}` and `w2 = {b}` have come out as `h1 = {h[0]}` and `h2 = {h[1]}`. Then `o = v1*h1 + v2*h2` with `v1 = {v[0]}` and `v2 = {v[1]}`, "
        f"and the loss is `(o - t)**2 / 2` with `t = {_short(o - miss)}`. What is its slope in `x`?",
        right=_round(right),
        mistakes=_numbers(right, [
            (ways[0], "Only the way through `h1` is there. `x` reaches the loss by two."),
            (ways[1], "Only the way through `h2` is there. `x` reaches the loss by two."),
            (right / 2, "The two ways are averaged. What `x` does along several ways adds up."),
            (ways[0] * ways[1] / miss, "The two ways are multiplied. Steps of one way are multiplied, ways are added."),
            (ways[0] * ways[1], "The two ways are multiplied. Steps of one way are multiplied, ways are added."),
            (miss * (v[0] * a + v[1] * b), "The slope of tanh is dropped, on both ways."),
            (miss * (v[0] * slope[0] + v[1] * slope[1]), "The last step of both ways is dropped, from `w1*x + b1` to `x`."),
            (miss * (slope[0] * a + slope[1] * b), "On both ways the step from a hidden node to `o` is dropped."),
            (right / miss, "Nothing has come back from the loss: this is the slope of `o`."),
            (miss * (v[0] * h[0] * (1 - h[0]) * a + v[1] * h[1] * (1 - h[1]) * b), "That is the slope of a sigmoid. These nodes are tanh."),
            (-right, SIGN),
        ]),
    )


@question
def one_weight_three_times(rng):
    while True:
        w, x = _whole(rng, 2, 3), [_whole(rng, 1, 4) for _ in range(3)]
        h1 = x[0]
        h2 = w * h1 + x[1]
        h3 = w * h2 + x[2]
        o, miss = w * h3, _whole(rng, 1, 4)
        parts = [h3, w * h2, w * w * h1]
        if 0 not in (h2, h3, sum(parts), sum(parts[:2]), parts[0] + parts[2]):
            break
    right = miss * sum(parts)
    return ask.number(
        f"Three nodes in a row share a weight: `h1 = {x[0]}`, `h2 = w*h1 {_signed(x[1])}`, `h3 = w*h2 {_signed(x[2])}`, and the output is `o = w*h3`, with `w = {w}`. The loss is `(o - t)**2 / 2` with `t = {o - miss}`. "
        "What is its slope in `w`?",
        right=right,
        mistakes=_numbers(right, [
            (miss * h3, "Only the last use of `w` is counted. In how many places does it stand?"),
            (miss * sum(parts[:2]), "One use of `w` is not counted: the first, from which the way is longest."),
            (miss * (parts[0] + parts[2]), "One use of `w` is not counted: the one in the middle."),
            (miss * parts[2], "That is the first use of `w` alone. Each place is a way of its own, and they are added."),
            (miss * (h1 + h2 + h3), "Each use was taken as if it stood beside the output. On the way from an earlier one, what comes back is multiplied by `w` at every node."),
            (sum(parts), "Nothing has come back from the loss: this is the slope of `o`."),
            (miss * 3 * w * w * h1, "What was added in between is part of what `w` multiplies."),
            (-right, SIGN),
        ]),
    )


@question
def two_rows(rng):
    while True:
        h, g = [_tenths(rng, 2) for _ in range(2)]
        miss = _two(rng, 1, 6)
        v, c = [_whole(rng, 2, 5) for _ in range(2)], _whole(rng, 1, 4)
        means = sum(miss) / 2
        right = [(miss[0] * h[i] + miss[1] * g[i]) / 2 for i in range(2)] + [means]
        if means and all(abs(n) > 0.04 for n in right):
            break
    o = [v[0] * row[0] + v[1] * row[1] + c for row in (h, g)]
    return ask.array(
        f"Two rows go through a network. Its hidden nodes have the values `h1 = {h[0]}`, `h2 = {h[1]}` in the first row and `h1 = {g[0]}`, `h2 = {g[1]}` in the second. The third node is `o = v1*h1 + v2*h2 + c` with "
        f"`v1 = {v[0]}`, `v2 = {v[1]}`, `c = {c}`. The loss is the mean of `(o - t)**2 / 2` over both rows, with `t = {_short(o[0] - miss[0])}` in the first and `t = {_short(o[1] - miss[1])}` in the second. "
        "What are its slopes in `v1`, `v2` and `c`?",
        right=_round(right),
        mistakes=_wrong(right, [
            ([2 * n for n in right], "The rows are added up. The loss is their mean."),
            ([n / 2 for n in right], "It is divided by the number of rows twice."),
            ([miss[0] * h[0], miss[0] * h[1], miss[0]], "That is the first row alone."),
            ([miss[1] * g[0], miss[1] * g[1], miss[1]], "That is the second row alone."),
            ([means * (h[0] + g[0]) / 2, means * (h[1] + g[1]) / 2, means], "The rows were averaged before anything was multiplied. The mean of products is not the product of means."),
            ([right[0], right[1], 2 * means], "The slope in `c` is a sum over the rows, of a loss that is a mean."),
            ([-n for n in right], SIGN),
        ]),
    )


@question
def two_scores(rng):
    h, u = _whole(rng, 2, 5), _two(rng, 2, 6)
    tenths = int(rng.choice([1, 2, 3, 4, 6, 7, 8, 9]))
    p, own = [tenths / 10, (10 - tenths) / 10], int(rng.integers(2))
    d = [p[i] - (i == own) for i in range(2)]
    right = [d[0] * h, d[1] * h, d[0] * u[0] + d[1] * u[1]]
    q = [-d[0], -d[1]]
    return ask.array(
        f"A node `h = {h}` makes two scores, `s1 = u1*h + c1` and `s2 = u2*h + c2`, with `u1 = {u[0]}` and `u2 = {u[1]}`. Their softmax is `p1 = {p[0]}` and `p2 = {p[1]}`, the loss is `-ln(p{own + 1})`. "
        "What are its slopes in `u1`, `u2` and `h`?",
        right=_round(right),
        mistakes=_wrong(right, [
            ([q[0] * h, q[1] * h, q[0] * u[0] + q[1] * u[1]], "The sign is turned: when the score of the row's own class grows, does the loss grow?"),
            ([p[0] * h, p[1] * h, p[0] * u[0] + p[1] * u[1]], "That is the slope of the log-sum-exp. The score of the row's own class stands in the loss once more."),
            ([right[0], right[1], d[own] * u[own]], "`h` reaches the loss through both scores: one way is missing."),
            ([right[0], right[1], (d[0] * u[0] + d[1] * u[1]) / 2], "The two ways from `h` are averaged. They add up."),
            ([right[0], right[1], d[0] + d[1]], "The step from `h` to each of the scores is dropped."),
            ([d[0], d[1], right[2]], "The step from a weight to its score is dropped: what does `u1` multiply?"),
            ([d[0] * h * (own == 0), d[1] * h * (own == 1), d[own] * u[own]], "The other class's score is in the softmax as well: it has a slope too."),
            ([d[0] * p[0] * (1 - p[0]) * h, d[1] * p[1] * (1 - p[1]) * h, d[0] * p[0] * (1 - p[0]) * u[0] + d[1] * p[1] * (1 - p[1]) * u[1]],
             "The slope of the softmax was multiplied in a second time: the probabilities less ones are the slopes in the scores already."),
        ]),
    )


@question
def one_step(rng):
    h, x, rate = _tenths(rng, 1)[0], _whole(rng, 2, 4), float(rng.choice([0.1, 0.2, 0.5]))
    v, w, d = _whole(rng, 2, 6), _whole(rng, 1, 3), _whole(rng, 2, 5)
    by_v, by_w = d * h, d * v * h * (1 - h) * x
    later = d * (v - rate * by_v) * h * (1 - h) * x
    right = [w - rate * by_w, v - rate * by_v]
    return ask.array(
        f"`h = sigmoid(w*x + b)` has come out as `{h}`, with `x = {x}` and `w = {w}`; `o = v*h` with `v = {v}`; the loss is the third node, `(o - t)**2 / 2` with `t = {_short(v * h - d)}`. Gradient descent makes one step with the "
        f"rate {rate:g}. What are `w` and `v` then?",
        right=_round(right),
        mistakes=_wrong(right, [
            ([w - rate * later, right[1]], "`v` was moved first, and the slope in `w` taken through what it had become. All slopes belong to the network as it was."),
            ([w + rate * by_w, v + rate * by_v], "That step climbs."),
            ([by_w, by_v], "Those are the slopes. Where does the step end?"),
            ([w - by_w, v - by_v], "The rate is left out."),
            ([w - rate * d * v * x, right[1]], "The slope of the sigmoid is dropped on the way to `w`."),
            ([w - rate * d * h * (1 - h) * x, right[1]], "On the way to `w`, the step from `h` to `o` is dropped."),
            ([w - rate * d * v * h * (1 - h), right[1]], "The last step to `w` is dropped: what does it multiply?"),
            ([w - rate * d * v * h * x, right[1]], "The slope of the sigmoid has two factors, and one of them is dropped."),
            ([right[1], right[0]], "The two have changed places: `w` is asked for first."),
        ]),
    )


@question(times=2)
def which_step(rng):
    h = int(rng.choice([1, 2, 3, 7, 8, 9])) / 10
    slope = round(h * (1 - h), 2)
    rows, v, x = (int(n) for n in rng.permutation([2, 3, 4, 7, 8, 9])[:3])
    factors = {
        f"the sigmoid's slope, {slope}": (1 / slope, "Without a factor of {} the result is {} times as large."),
        f"the division by the {rows} rows": (rows, "Without it the result is {1} times as large."),
        f"the weight {v} on the way from `h` to `o`": (1 / v, "Without a factor of {} the result is {} times as large."),
        f"the input {x} that `w` multiplies": (1 / x, "Without a factor of {} the result is {} times as large."),
    }
    names = list(factors)
    right = names[int(rng.integers(4))]
    estimated = int(rng.integers(11, 60)) / 100 * int(rng.choice([-1, 1]))
    derived = estimated * factors[right][0]
    known = {names[0]: slope, names[2]: v, names[3]: x}
    return ask.choice(
        f"The loss is the mean, over {rows} equal rows, of `(o - t)**2 / 2`, with `o = v*h`, `h = sigmoid(w*x)`, `v = {v}`, `x = {x}` and `h = {h}`. The slope in `w` was derived as {_short(derived)}. Two neighbours say {_short(estimated)}. "
        "One step was dropped on the way back. Which?",
        right=right,
        decoys={name: sentence.format(known.get(name), _short(ratio)) + " How many times is it here?" for name, (ratio, sentence) in factors.items() if name != right},
    )


def _whole(rng, low, high):
    """A whole number of a size between the two, of either sign."""
    return int(rng.integers(low, high + 1)) * int(rng.choice([-1, 1]))


def _two(rng, low, high):
    """Two whole numbers of different sizes between the two, each of either sign."""
    return [int(n) * int(rng.choice([-1, 1])) for n in rng.permutation(range(low, high + 1))[:2]]


def _tenths(rng, count):
    """Values that a sigmoid or tanh may have, all different and none one half."""
    return [int(n) / 10 for n in rng.permutation([1, 2, 3, 4, 6, 7, 8, 9])[:count]]


def _short(number):
    """A number as one would write it."""
    return f"{round(number, 4):g}"


def _signed(number):
    """A number as a further term."""
    return f"{'-' if number < 0 else '+'} {abs(number)}"


def _round(numbers):
    """Without the noise of floats."""
    return [round(n, 9) for n in numbers] if isinstance(numbers, list) else round(numbers, 9)


def _numbers(right, mistakes):
    """Foreseen numbers that differ from the right one; of equal ones the first counts."""
    found = {}
    for value, sentence in mistakes:
        if abs(value - right) > 0.02 * abs(right) and not any(abs(value - other) <= 0.02 * abs(other) for other in found):
            found[_round(float(value))] = sentence
    return found


def _wrong(right, mistakes):
    """Foreseen arrays that differ from the right one; of equal ones the first counts."""
    found = []
    for values, sentence in mistakes:
        taken = [right] + [other for other, _ in found]
        if not any(all(abs(one - two) <= 0.02 * abs(two) for one, two in zip(values, other)) for other in taken):
            found.append((_round([float(n) for n in values]), sentence))
    return found
