r"""A network from scratch

A network that tells $K$ classes apart is a list `layers` of pairs `(W, b)`: weights of shape `(d, k)` and biases of shape `(k,)`, for `d` numbers in and `k` out. It has one layer or more. Each computes
$Z = HW + b$; all but the last then apply tanh to every number. The last one's $Z$ are the scores of the classes. The loss is the mean, over the rows, of $-\ln p$, with $p$ the softmax probability of the row's own class.

- `gradients(X, y, layers)` returns `(loss, slopes)`. `X` has the shape `(N, d)`, `y` holds the class of each row, from 0. `slopes` is a list like `layers`: for each layer the slopes of the loss in `W` and in `b`, in
  their shapes. Scores may be as far apart as 10,000. The slopes are derived, not estimated: one check asks for ten digits.
- `descend(X, y, layers, rate, steps)` returns the layers after so many steps of gradient descent, each on all rows; `steps` may be 0.
- `fit(X, y)` returns the layers of a network of your own. `X` holds 200 points of the plane, at most 1.5 from the origin; there are two or three classes, each with regions of its own and gaps
  between them, and straight lines do not tell them apart. Of other points from the same regions the network has to get nine in ten right. Its sizes, its first weights, rate and steps are up to you. Half a second is plenty.

What is passed in stays as it was. Nothing but NumPy and `math` is imported.

```python
X, y = np.array([[1.0, 2.0]]), np.array([1])
layers = [(np.zeros((2, 2)), np.zeros(2))]
gradients(X, y, layers)                       # (0.693147181, [(array([[0.5, -0.5], [1.0, -1.0]]), array([0.5, -0.5]))])
descend(X, y, layers, rate=0.1, steps=1)[0]   # (array([[-0.05, 0.05], [-0.1, 0.1]]), array([-0.05, 0.05]))
```
"""

import numpy as np

from mlestone.proving import afterwards, altered, answer, check, equivalent, expect, hints, mistake

hints(
    "For one layer: which numbers of Z does one weight enter, which does one bias, which does one input? What does each of them add up?",
    "Keep what every layer was given on the way forward. On the way back carry one matrix, the slopes of the loss in Z, which starts at the scores as probabilities less ones. Logarithms of probabilities do not "
    "need the probabilities.",
    "Before a layer hands its matrix on, it is multiplied by the weights turned over, and then, number by number, by the slope of tanh, which is known from tanh itself. A step needs all slopes before "
    "it moves any weight; and units that start alike stay alike.",
)

afterwards(
    "`torch.nn.CrossEntropyLoss` takes scores for the same reason, and `loss.backward()` walks this way through whatever was computed. `MLPClassifier` takes its first weights, for tanh, from $\\pm\\sqrt{6/(d + k)}$, so that "
    "neither what goes forward nor what comes back grows or shrinks from layer to layer."
)


@answer
def gradients(X, y, layers):
    """Return the loss and, for each layer, its slopes in the weights and in the biases."""
    inputs = [X]
    for W, b in layers[:-1]:
        inputs.append(np.tanh(inputs[-1] @ W + b))
    W, b = layers[-1]
    scores = inputs[-1] @ W + b
    shifted = scores - scores.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    own = np.eye(len(b))[y]
    G = (np.exp(log_p) - own) / len(y)
    slopes = []
    for H, (W, _) in zip(inputs[::-1], layers[::-1]):
        slopes.append((H.T @ G, G.sum(axis=0)))
        G = (G @ W.T) * (1 - H**2)
    return -(own * log_p).sum() / len(y), slopes[::-1]


@answer
def descend(X, y, layers, rate, steps):
    """Return the layers after so many steps of gradient descent."""
    for _ in range(steps):
        _, slopes = gradients(X, y, layers)
        layers = [(W - rate * by_W, b - rate * by_b) for (W, b), (by_W, by_b) in zip(layers, slopes)]
    return layers


@answer
def fit(X, y):
    """Return the layers of a network that tells the classes of points in the plane apart."""
    rng = np.random.default_rng(0)
    sizes = (2, 16, y.max() + 1)
    layers = [(rng.normal(size=(d, k)), np.zeros(k)) for d, k in zip(sizes, sizes[1:])]
    return descend(X, y, layers, 1.0, 200)


no_slope = mistake(gradients, "The slope of tanh is left out: what is handed on goes through the weights alone.")(altered({" * (1 - H**2)": ""}))
slope_at_the_output = mistake(gradients, "What was kept is tanh of Z already, and its slope is taken as if it were Z.")(
    altered({"1 - H**2": "1 - np.tanh(H) ** 2"})
)
slope_of_a_sigmoid = mistake(gradients, "That is the slope of a sigmoid. How steep is tanh at 0, and what does it return there?")(
    altered({"1 - H**2": "H - H**2"})
)
no_mean = mistake(gradients, "The loss is a mean over the rows, these slopes are those of the sum: with more rows they grow.")(
    altered({"(np.exp(log_p) - own) / len(y)": "np.exp(log_p) - own"})
)
mean_of_one_part = mistake(gradients, "Only the probabilities are divided by the number of rows. What stands beside them is part of the mean too.")(
    altered({"(np.exp(log_p) - own) / len(y)": "np.exp(log_p) / len(y) - own"})
)
divided_twice = mistake(gradients, "The slopes in the biases are divided by the number of rows twice: once with the loss, and once more when they are put together.")(
    altered({"G.sum(axis=0)": "G.mean(axis=0)"})
)
one_bias = mistake(gradients, "All slopes of a layer end up in one sum. How many biases does it have?")(
    altered({"G.sum(axis=0)": "np.full(G.shape[1], G.sum())"})
)
not_turned = mistake(gradients, "The way back goes through the weights as if it were the way forward. Where as many numbers come in as go out, no shape complains.")(
    altered({"G @ W.T": "G @ (W if W.shape[0] == W.shape[1] else W.T)"})
)
overflows = mistake(gradients, "Powers of large scores are infinite, and infinite parts of infinite sums are nan. What stays the same if a row is moved as a whole?")(
    altered({"scores - scores.max(axis=1, keepdims=True)": "scores"})
)


logarithm_of_nothing = mistake(gradients, "The logarithm is taken of a probability that has been rounded to 0. Can it be had from the scores instead?")(
    altered({"shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))": "np.log(np.exp(shifted) / np.exp(shifted).sum(axis=1, keepdims=True))"})
)


@mistake(descend, "A layer's weights are moved before the slopes have been handed on through them: the layers before it are shown a network that never was.")
def moves_while_walking(X, y, layers, rate, steps):
    for _ in range(steps):
        inputs = [X]
        for W, b in layers[:-1]:
            inputs.append(np.tanh(inputs[-1] @ W + b))
        scores, moved = _scores(X, layers), []
        P = np.exp(scores - scores.max(axis=1, keepdims=True))
        G = (P / P.sum(axis=1, keepdims=True) - np.eye(P.shape[1])[y]) / len(y)
        for H, (W, b) in zip(inputs[::-1], layers[::-1]):
            W, b = W - rate * H.T @ G, b - rate * G.sum(axis=0)
            moved.append((W, b))
            G = (G @ W.T) * (1 - H**2)
        layers = moved[::-1]
    return layers


@mistake(descend, "What was passed in is changed, be it the arrays or the list of layers: whoever called it has lost where it began.")
def changes_what_it_was_given(X, y, layers, rate, steps):
    for _ in range(steps):
        for (W, b), (by_W, by_b) in zip(layers, gradients(X, y, layers)[1]):
            W -= rate * by_W
            b -= rate * by_b
    return layers


@mistake(descend, "The slopes are worked out once, and every step follows them. Where are they the slopes?")
def never_looks_again(X, y, layers, rate, steps):
    _, slopes = gradients(X, y, layers)
    return [(W - rate * steps * by_W, b - rate * steps * by_b) for (W, b), (by_W, by_b) in zip(layers, slopes)]


@mistake(descend, "It climbs: the slopes point to where the loss grows.")
def climbs(X, y, layers, rate, steps):
    return descend(X, y, layers, -rate, steps)


@mistake(fit, "All weights start at 0. All units of a layer then have the same slopes, at every step: can they ever become different?")
def starts_at_nothing(X, y):
    sizes = (2, 16, y.max() + 1)
    return descend(X, y, [(np.zeros((d, k)), np.zeros(k)) for d, k in zip(sizes, sizes[1:])], 1.0, 200)


@mistake(fit, "All weights start alike, so that the units of a layer have the same slopes, at every step: a row of equal units does the work of one.")
def starts_alike(X, y):
    sizes = (2, 16, y.max() + 1)
    return descend(X, y, [(np.full((d, k), 0.1), np.zeros(k)) for d, k in zip(sizes, sizes[1:])], 1.0, 200)


@mistake(fit, "A single layer draws straight lines. What stands between the regions here is none.")
def draws_straight_lines(X, y):
    return descend(X, y, [(np.zeros((2, y.max() + 1)), np.zeros(y.max() + 1))], 1.0, 200)


equivalent("np.random.default_rng(0) -> np.random.default_rng(1)", "Other first weights are as good.")
equivalent("(2, 16, y.max() + 1) -> (2, 17, y.max() + 1)", "How many units there are is free.")
equivalent("(2, 16, y.max() + 1) -> (2, 15, y.max() + 1)", "How many units there are is free.")
equivalent("np.zeros(k) -> np.ones(k)", "Where the biases begin is free: the weights keep the units apart.")
equivalent("descend(X, y, layers, 1.0, 200) -> descend(X, y, layers, 1.0, 201)", "The number of steps is free.")
equivalent("descend(X, y, layers, 1.0, 200) -> descend(X, y, layers, 1.0, 199)", "The number of steps is free.")


def _scores(X, layers):
    """The scores of a network, as the prompt defines them."""
    for W, b in layers[:-1]:
        X = np.tanh(X @ W + b)
    return X @ layers[-1][0] + layers[-1][1]


def _case(rng, sizes, rows):
    """A batch, and a network of these sizes with weights and biases at random."""
    layers = [(rng.normal(size=(d, k)) / np.sqrt(d), rng.normal(size=k) / 2) for d, k in zip(sizes, sizes[1:])]
    return rng.normal(size=(rows, sizes[0])), rng.integers(0, sizes[-1], size=rows), layers


def _agree(got, layers):
    """Pairs of arrays, layer by layer."""
    expect(got).is_a(list, tuple).has_length(len(layers))
    for pair, right in zip(got, layers):
        expect(pair).is_a(list, tuple).has_length(2)
        for part, expected in zip(pair, right):
            expect(part).is_a(np.ndarray).has_shape(expected.shape).close(expected)


def _judged(learner, X, y, layers):
    """The loss and all slopes of one case."""
    got = learner.gradients(X, y, layers)
    loss, slopes = gradients(X, y, layers)
    expect(got).is_a(tuple, list).has_length(2)
    expect(got[0]).close(loss)
    _agree(got[1], slopes)


@check("knows the loss of networks of one, two and four layers", sizes=(1, 2, 4))
def the_loss(learner, rng, size):
    X, y, layers = _case(rng, [int(n) for n in rng.integers(2, 6, size=size + 1)], int(rng.integers(2, 8)))
    got = learner.gradients(X, y, layers)
    expect(got).is_a(tuple, list).has_length(2)
    scores = _scores(X, layers)
    expect(got[0]).close(np.mean(np.log(np.exp(scores).sum(axis=1)) - scores[np.arange(len(y)), y]))


@check("knows the slopes of a single layer")
def one_layer(learner, rng):
    _judged(learner, *_case(rng, (4, 3), 6))
    _judged(learner, *_case(rng, (3, 5), 1))


@check("knows every slope of networks of any shape", sizes=(2, 3, 5))
def any_shape(learner, rng, size):
    for rows in (1, 7):
        _judged(learner, *_case(rng, [int(n) for n in rng.permutation([2, 3, 4, 5, 6, 7])[: size + 1]], rows))


@check("agrees with what two neighbours say of each weight and bias, within 1e-5")
def neighbours(learner, rng):
    X, y, layers = _case(rng, (3, 4, 2, 3), 5)
    got = learner.gradients(X, y, layers)
    expect(got).is_a(tuple, list).has_length(2)
    found = []
    for at, pair in enumerate(layers):
        estimated = []
        for which, part in enumerate(pair):
            slopes = np.zeros(part.shape)
            for place in np.ndindex(part.shape):
                by = np.zeros(part.shape)
                by[place] = 1e-5
                sides = []
                for moved in (part + by, part - by):
                    pairs = list(layers)
                    pairs[at] = (moved, pair[1]) if which == 0 else (pair[0], moved)
                    sides.append(gradients(X, y, pairs)[0])
                slopes[place] = (sides[0] - sides[1]) / 2e-5
            estimated.append(slopes)
        found.append(estimated)
    expect(got[1]).is_a(list, tuple).has_length(len(layers))
    for pair, right in zip(got[1], found):
        expect(pair).is_a(list, tuple).has_length(2)
        for part, expected in zip(pair, right):
            expect(part).close(expected, rtol=0, atol=1e-5)


@check("keeps apart rows, inputs, units and classes where all are equally many")
def squares(learner, rng):
    n = int(rng.integers(3, 6))
    _judged(learner, *_case(rng, (n, n, n, n), n))


@check("needs no row of each class")
def absent(learner, rng):
    X, _, layers = _case(rng, (3, 4, 5), 6)
    _judged(learner, X, np.full(6, 1), layers)
    _judged(learner, X, np.array([4, 0, 0, 4, 0, 0]), layers)


@check("stays finite where scores are thousands apart")
def large(learner, rng):
    X, y, layers = _case(rng, (3, 4, 5), 6)
    layers[-1] = (layers[-1][0] * 2000, layers[-1][1])
    _judged(learner, X, y, layers)


@check("knows each slope within 1e-10 of its size and 1e-13, as derived ones are, and estimated ones are not")
def derived(learner, rng):
    X, y, layers = _case(rng, (5, 6, 4, 3), 6)
    got = learner.gradients(X, y, layers)
    expect(got).is_a(tuple, list).has_length(2)
    expect(got[1]).is_a(list, tuple).has_length(3)
    for pair, right in zip(got[1], gradients(X, y, layers)[1]):
        expect(pair).is_a(list, tuple).has_length(2)
        for part, expected in zip(pair, right):
            expect(part).close(expected, rtol=1e-10, atol=1e-13)


@check("leaves what it is given to `gradients` as it was")
def leaves_it(learner, rng):
    expect(learner.gradients).leaves_unchanged(*_case(rng, (3, 4, 2), 5))


@check("descends one step, and several, from where it is told to begin", sizes=(1, 0, 2, 20))
def steps(learner, rng, size):
    for sizes in ((3, 2), (2, 4, 4, 3)):
        X, y, layers = _case(rng, sizes, 6)
        rate = float(rng.uniform(0.2, 0.6))
        _agree(learner.descend(X, y, layers, rate, size), descend(X, y, layers, rate, size))


@check("leaves the layers it descends from as they were")
def leaves_the_layers(learner, rng):
    X, y, layers = _case(rng, (3, 4, 2), 5)
    expect(learner.descend).leaves_unchanged(X, y, layers, 0.3, 3)


def _points(angles, radii):
    return np.stack([radii * np.cos(angles), radii * np.sin(angles)], axis=1)


def _ring(rng, rows):
    """One class round the origin, the other in a ring round it."""
    y = rng.permutation(np.arange(rows) % 2)
    return _points(rng.uniform(0, 2 * np.pi, rows), np.where(y == 0, rng.uniform(0, 0.5, rows), rng.uniform(0.8, 1.3, rows))), y


def _quarters(rng, rows):
    """Two classes, each in two quarters that lie opposite one another."""
    signs = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]])[rng.permutation(np.arange(rows) % 4)]
    return signs * rng.uniform(0.1, 1, size=(rows, 2)), (signs.prod(axis=1) > 0).astype(int)


def _sectors(turn):
    """Three classes in four sectors: two of them have a neighbour on either side."""

    def sectors(rng, rows):
        sector = rng.permutation(np.arange(rows) % 4)
        return _points((sector + rng.uniform(0.1, 0.9, rows)) * np.pi / 2 + turn, rng.uniform(0.3, 1.2, rows)), np.array([0, 1, 2, 1])[sector]

    return sectors


@check("fits a ring, quarters and sectors so that nine in ten other points are right")
def fits(learner, rng):
    for name, task in (("ring", _ring), ("quarters", _quarters), ("sectors", _sectors(float(rng.uniform(0, 6))))):
        (X, y), (others, classes) = task(rng, 200), task(rng, 400)
        layers = learner.fit(X, y)
        expect(layers).is_a(list, tuple)
        expect(len(layers) > 0).is_true("there is a layer")
        width = 2
        for pair in layers:
            expect(pair).is_a(list, tuple).has_length(2)
            expect(pair[0]).is_a(np.ndarray).has_shape(width, None)
            width = pair[0].shape[1]
            expect(pair[1]).is_a(np.ndarray).has_shape(width)
        expect(width).equals(int(y.max()) + 1)
        right = float((_scores(others, layers).argmax(axis=1) == classes).mean())
        expect(right >= 0.9).is_true("nine in ten other points are right", f"of the points of the {name}, {right:.0%} are right")


@check("imports nothing but NumPy and `math`")
def imports(learner, rng):
    expect(learner.source).only_imports("numpy", "math")
