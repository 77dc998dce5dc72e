"""Six broken gradients

A library sorts words into classes: a word is a row of symbols, numbered from 0. The network looks up some numbers for each symbol, `(N, T, d)` for `N` words of `T` symbols; two dense layers and a gate read them; the mean
over the symbols goes through a dense layer, ReLU and another dense layer, and that makes the scores. It trains. The loss falls, stays high, and one bias has grown an axis that nobody gave it.

`forward` is right. On the way back, six functions are wrong, each in one place. What they are meant to do, where `G` is always the slope of the loss in what the forward function returned, and has its shape:

- `softmax_loss(scores, y)` returns the mean loss of the rows, and its slopes in the scores.
- `dense_back(G, H, W)` returns the slopes in `H`, in `W` and in the biases `b`, in their shapes. `H` has two axes or more, of which the last is multiplied.
- `relu_back(G, U)` returns the slopes in `U`, where no number is 0.
- `gate_back(G, V, Z)` returns the slopes in `V` and in `Z`.
- `lookup_back(G, ids, size)` returns the slopes in the table, which has `size` rows; `ids` has two axes.
- `slopes(p, ids, y)` returns the loss and a dict of its slopes, with the names and the shapes of `p`.

Mend them. Names, parameters and what is returned stay, and so does what is passed in. Nothing but NumPy and `math` is imported. `by_neighbours` is sound and has never been run.

```python
relu_back(np.array([[2.0, -3.0]]), np.array([[-1.0, 1.0]]))     # array([[0., -3.]])
lookup_back(np.array([[[5.0], [7.0]]]), np.array([[0, 2]]), 3)  # array([[5.], [0.], [7.]])
```
"""

import numpy as np

from mlestone.proving import afterwards, altered, answer, bug, check, equivalent, expect, given, hints, mistake

hints(
    "Which of the functions agree with `by_neighbours` if you hold a single one against it? The sum of `G` times what the forward function returns is a loss as good as any.",
    "Try batches of more than one word, words of more than one symbol, the same symbol twice, and `G` of both signs. For each number that goes in: by how many ways does it reach what comes out?",
    "Every way adds its share: positions share a bias, two layers share an input, places share a row of the table. A factor on the way forward has a slope of its own on the way back, taken where the way "
    "forward was. A mean divides everything that is in it.",
)

afterwards(
    "`table[ids] += G` is a known trap of NumPy: an index that occurs twice is written twice, not added twice. `np.add.at` adds; so does a product with a matrix of ones and zeros. In PyTorch the like is "
    "`index_add_`, and `torch.autograd.gradcheck` is `by_neighbours` for backward functions of one's own."
)


@given
def softmax(scores):
    """Return the probabilities of each row."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


@given
def sigmoid(Z):
    """Return the sigmoid of every number."""
    return 1 / (1 + np.exp(-Z))


@given
def gate(V, Z):
    """Return what of V is let through by Z."""
    return np.tanh(V) * sigmoid(Z)


@given
def dense(H, W, b):
    """Return a dense layer's numbers."""
    return H @ W + b


@given
def forward(p, ids):
    """Return what is needed on the way back, and the scores."""
    E = p["table"][ids]
    V, Z = dense(E, p["W1"], p["b1"]), dense(E, p["W2"], p["b2"])
    M = gate(V, Z).mean(axis=1)
    U = dense(M, p["W3"], p["b3"])
    return E, V, Z, M, U, dense(np.maximum(U, 0), p["W4"], p["b4"])


@given
def mean_back(G, length):
    """Return the slopes in what a mean over the symbols was taken of."""
    return np.repeat(G[:, None], length, axis=1) / length


@answer
def softmax_loss(scores, y):
    """Return the mean loss, and its slopes in the scores."""
    P = softmax(scores)
    rows = np.arange(len(y))
    loss = -np.log(P[rows, y]).mean()
    P[rows, y] -= 1
    return loss, P / len(y)


@answer
def dense_back(G, H, W):
    """Return the slopes in H, in W and in the biases."""
    inputs, outputs = H.reshape(-1, H.shape[-1]), G.reshape(-1, G.shape[-1])
    return G @ W.T, inputs.T @ outputs, outputs.sum(axis=0)


@answer
def relu_back(G, U):
    """Return the slopes in U."""
    return G * (U > 0)


@answer
def gate_back(G, V, Z):
    """Return the slopes in V and in Z."""
    T, S = np.tanh(V), sigmoid(Z)
    return G * S * (1 - T**2), G * T * S * (1 - S)


@answer
def lookup_back(G, ids, size):
    """Return the slopes in the table."""
    by_table = np.zeros((size, G.shape[-1]))
    np.add.at(by_table, ids, G)
    return by_table


@answer
def slopes(p, ids, y):
    """Return the loss and its slopes in all that is in `p`."""
    E, V, Z, M, U, scores = forward(p, ids)
    found = {}
    loss, G = softmax_loss(scores, y)
    G, found["W4"], found["b4"] = dense_back(G, np.maximum(U, 0), p["W4"])
    G, found["W3"], found["b3"] = dense_back(relu_back(G, U), M, p["W3"])
    by_V, by_Z = gate_back(mean_back(G, ids.shape[1]), V, Z)
    through_V, found["W1"], found["b1"] = dense_back(by_V, E, p["W1"])
    through_Z, found["W2"], found["b2"] = dense_back(by_Z, E, p["W2"])
    found["table"] = lookup_back(through_V + through_Z, ids, len(p["table"]))
    return loss, found


@given
def train(p, ids, y, rate, steps):
    """Return what is in `p` after so many steps."""
    for _ in range(steps):
        _, found = slopes(p, ids, y)
        p = {name: p[name] - rate * found[name] for name in p}
    return p


@given
def by_neighbours(f, x, h=1e-5):
    """Return the slopes of the number f(x) in every number of x."""
    found = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        by = np.zeros(x.shape)
        by[place] = h
        found[place] = (f(x + by) - f(x - by)) / (2 * h)
    return found


equivalent("H.reshape(-1, H.shape[-1]) -> H.reshape(-2, H.shape[-1])", "NumPy works out the length for any negative number.")
equivalent("G.reshape(-1, G.shape[-1]) -> G.reshape(-2, G.shape[-1])", "NumPy works out the length for any negative number.")
equivalent("U > 0 -> U >= 0", "The prompt promises that no number is 0.")


@bug(softmax_loss, "Only the probabilities are divided by the number of rows: the 1 of each row's class is taken off whole. What is divided by N, if the loss is a mean?")
def divides_one_part(scores, y):
    P = softmax(scores)
    rows = np.arange(len(y))
    loss = -np.log(P[rows, y]).mean()
    P /= len(y)
    P[rows, y] -= 1
    return loss, P


@bug(dense_back, "The slopes in the biases are added up over the first axis alone. Words have a second one, and all their symbols share one bias.")
def adds_over_words_alone(G, H, W):
    inputs, outputs = H.reshape(-1, H.shape[-1]), G.reshape(-1, G.shape[-1])
    return G @ W.T, inputs.T @ outputs, G.sum(axis=0)


@bug(relu_back, "It asks for the sign of what comes back. Which numbers were let through on the way forward?")
def asks_what_comes_back(G, U):
    return G * (G > 0)


@bug(gate_back, "What goes back to Z has been multiplied by the other factor, and stops there. Z is inside a function.")
def stops_at_the_sigmoid(G, V, Z):
    T, S = np.tanh(V), sigmoid(Z)
    return G * S * (1 - T**2), G * T


@bug(lookup_back, "A symbol that occurs twice in the batch gets the slopes of one place only. What does NumPy do with `+=` where an index is there twice?")
def counts_a_symbol_once(G, ids, size):
    by_table = np.zeros((size, G.shape[-1]))
    by_table[ids] += G
    return by_table


@bug(slopes, "Both dense layers read the numbers of the symbols, and only what comes back from the second is kept.")
def keeps_the_second_way(p, ids, y):
    E, V, Z, M, U, scores = forward(p, ids)
    found = {}
    loss, G = softmax_loss(scores, y)
    G, found["W4"], found["b4"] = dense_back(G, np.maximum(U, 0), p["W4"])
    G, found["W3"], found["b3"] = dense_back(relu_back(G, U), M, p["W3"])
    by_V, by_Z = gate_back(mean_back(G, ids.shape[1]), V, Z)
    G, found["W1"], found["b1"] = dense_back(by_V, E, p["W1"])
    G, found["W2"], found["b2"] = dense_back(by_Z, E, p["W2"])
    found["table"] = lookup_back(G, ids, len(p["table"]))
    return loss, found


divides_nothing = mistake(softmax_loss, "Now both parts are whole, and nothing is divided: these are the slopes of the sum over the rows.")(
    altered({"loss, P / len(y)": "loss, P"})
)
mean_of_slopes = mistake(dense_back, "The slopes in the biases are averaged over the places. What does one bias do to the loss that is used in all of them?")(
    altered({"outputs.sum(axis=0)": "outputs.mean(axis=0)"})
)
one_slope = mistake(dense_back, "Everything is added up to one number. How many biases are there?")(altered({"outputs.sum(axis=0)": "outputs.sum()"}))
adds_over_symbols = mistake(dense_back, "All axes but one are to be added up: which is the one that stays?")(
    altered({"outputs.sum(axis=0)": "G.reshape(len(G), -1).sum(axis=1)"})
)
lets_values_through = mistake(relu_back, "What comes back is multiplied by the number itself. How steep is ReLU there?")(altered({"(U > 0)": "np.maximum(U, 0)"}))
asks_both = mistake(relu_back, "It still asks for the sign of what comes back, beside that of U.")(altered({"(U > 0)": "(U > 0) * (G > 0)"}))
halves_the_slope = mistake(gate_back, "The slope of the sigmoid has two factors, and one is there.")(altered({"G * T * S * (1 - S)": "G * T * (1 - S)"}))
wrong_half = mistake(gate_back, "What goes back to Z is multiplied by what Z let through. Of the sigmoid's slope a factor is missing.")(
    altered({"G * T * S * (1 - S)": "G * T * S"})
)
forgets_the_other = mistake(gate_back, "What goes back to Z is multiplied by the slope of the sigmoid only. The other factor of the product is missing.")(
    altered({"G * T * S * (1 - S)": "G * S * (1 - S)"})
)

@mistake(lookup_back, "The slopes of a symbol are averaged over its places. Each place is a way to the loss, and ways add up.")
def averages_places(G, ids, size):
    counts = np.bincount(ids.ravel(), minlength=size)
    return lookup_back(G, ids, size) / np.maximum(counts, 1)[:, None]


averages_ways = mistake(slopes, "The two ways to the symbols' numbers are averaged. Each of them adds its share.")(
    altered({"through_V + through_Z": "(through_V + through_Z) / 2"})
)
first_way = mistake(slopes, "Only the way through V is followed. Which other layer reads the numbers of the symbols?")(altered({"through_V + through_Z": "through_V"}))


def _network(rng, symbols=7, d=3, m=4, u=6, classes=3):
    """Parameters at random."""

    def some(*shape):
        return rng.normal(size=shape) / np.sqrt(shape[0] if len(shape) > 1 else 2)

    return {
        "table": rng.normal(size=(symbols, d)), "W1": some(d, m), "b1": some(m), "W2": some(d, m), "b2": some(m),
        "W3": 2 * some(m, u), "b3": some(u), "W4": some(u, classes), "b4": some(classes),
    }  # fmt: skip


def _parts(got, *right):
    """Several arrays that are returned together."""
    expect(got).is_a(tuple, list).has_length(len(right))
    for part, expected in zip(got, right):
        expect(part).is_a(np.ndarray).has_shape(expected.shape).close(expected)


@check("`softmax_loss` knows the loss and its slopes for batches of any size", sizes=(1, 2, 6))
def losses(learner, rng, size):
    scores, y = rng.normal(scale=2, size=(size, 4)), rng.integers(0, 4, size=size)
    got, (loss, G) = learner.softmax_loss(scores, y), softmax_loss(scores, y)
    expect(got).is_a(tuple, list).has_length(2)
    expect(got[0]).close(loss)
    expect(got[1]).is_a(np.ndarray).has_shape(size, 4).close(G)


@check("`dense_back` knows the slopes of a table of rows")
def rows(learner, rng):
    for n in (1, 5):
        G, H, W = rng.normal(size=(n, 2)), rng.normal(size=(n, 3)), rng.normal(size=(3, 2))
        _parts(learner.dense_back(G, H, W), *dense_back(G, H, W))


@check("`dense_back` knows the slopes where `H` has more axes, and the biases keep their shape", sizes=(1, 2, 4))
def more_axes(learner, rng, size):
    G, H, W = rng.normal(size=(3, size, 2)), rng.normal(size=(3, size, 4)), rng.normal(size=(4, 2))
    _parts(learner.dense_back(G, H, W), *dense_back(G, H, W))
    G, H = rng.normal(size=(2, 3, size, 2)), rng.normal(size=(2, 3, size, 4))
    _parts(learner.dense_back(G, H, W), *dense_back(G, H, W))


@check("`relu_back` lets back what was let through, of either sign")
def let_through(learner, rng):
    U, G = rng.choice([-1, 1], size=(6, 5)) * rng.uniform(0.1, 3, size=(6, 5)), rng.normal(size=(6, 5))
    expect(learner.relu_back(G, U)).is_a(np.ndarray).has_shape(6, 5).close(relu_back(G, U))


@check("`gate_back` knows the slopes in both factors")
def gates(learner, rng):
    for shape in ((3, 2), (2, 4, 3)):
        G, V, Z = (rng.normal(scale=1.5, size=shape) for _ in range(3))
        _parts(learner.gate_back(G, V, Z), *gate_back(G, V, Z))


@check("`lookup_back` knows the slopes in the rows of the table that were looked up once")
def once(learner, rng):
    ids = rng.permutation(9)[:6].reshape(2, 3)
    G = rng.normal(size=(2, 3, 2))
    expect(learner.lookup_back(G, ids, 9)).is_a(np.ndarray).has_shape(9, 2).close(lookup_back(G, ids, 9))


@check("`lookup_back` adds up what comes back from all places of a symbol")
def repeated(learner, rng):
    for size in (1, 3, 20):
        ids, G = rng.integers(0, min(size, 5), size=(4, 5)), rng.normal(size=(4, 5, 3))
        expect(learner.lookup_back(G, ids, size)).is_a(np.ndarray).has_shape(size, 3).close(lookup_back(G, ids, size))


@check("`slopes` knows the slopes of the whole network", sizes=(1, 2, 5))
def whole(learner, rng, size):
    for words in (1, 6):
        p = _network(rng)
        ids, y = rng.integers(0, 7, size=(words, size)), rng.integers(0, 3, size=words)
        got, (loss, found) = learner.slopes(p, ids, y), slopes(p, ids, y)
        expect(got).is_a(tuple, list).has_length(2)
        expect(got[0]).close(loss)
        expect(got[1]).is_a(dict)
        expect(sorted(got[1])).equals(sorted(p))
        for name in p:
            expect(got[1][name]).is_a(np.ndarray).has_shape(p[name].shape).close(found[name])


@check("all leave what they are given as it was")
def untouched(learner, rng):
    p, ids, y = _network(rng), rng.integers(0, 7, size=(3, 4)), rng.integers(0, 3, size=3)
    G, H = rng.normal(size=(3, 4, 2)), rng.normal(size=(3, 4, 5))
    expect(learner.softmax_loss).leaves_unchanged(rng.normal(size=(3, 4)), y)
    expect(learner.dense_back).leaves_unchanged(G, H, rng.normal(size=(5, 2)))
    expect(learner.relu_back).leaves_unchanged(G, G[::-1] + 0.1)
    expect(learner.gate_back).leaves_unchanged(G, H[:, :, :2], H[:, :, 2:4])
    expect(learner.lookup_back).leaves_unchanged(G, ids, 7)
    expect(learner.slopes).leaves_unchanged(p, ids, y)
    expect(learner.train).leaves_unchanged(p, ids, y, 0.2, 2)


@check("trains as it should")
def trains(learner, rng):
    p, ids = _network(rng), rng.integers(0, 7, size=(8, 4))
    y = ids[:, 0] % 3
    got, right = learner.train(p, ids, y, 0.2, 12), train(p, ids, y, 0.2, 12)
    expect(got).is_a(dict)
    expect(sorted(got)).equals(sorted(p))
    for name in p:
        expect(got[name]).close(right[name])


@check("imports nothing but NumPy and `math`")
def imports(learner, rng):
    expect(learner.source).only_imports("numpy", "math")
