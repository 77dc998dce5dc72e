r"""Gradients of losses

Three losses are given, for $n$ rows of $d$ columns, `X` of shape $(n, d)$: the squared one, the logistic one and the one of softmax. Their docstrings tell what the other arguments are, their code
tells the formula. Write the gradients of all three.

Each function takes what its loss takes and returns a pair: the gradient in the weights, of the weights' shape, and the gradient in `b`, of the shape of `b` (a number where `b` is one). They are
right wherever the losses are: scores may be as large as $10^4$ in size, and `y` need not hold every class. Use no loops and no comprehensions. What is passed in stays as it is.

```python
X = np.array([[1.0, 2.0], [3.0, -1.0]])
squared_gradient(X, np.array([1.0, 0.0]), np.array([0.5, 0.5]), 1.0)  # (array([7.5, 1.0]), 3.5)
logistic_gradient(X, np.array([1, 0]), np.zeros(2), 0.0)              # (array([0.5, -0.75]), 0.0)
softmax_gradient(X, np.array([1, 0]), np.zeros((2, 2)), np.zeros(2))  # (array([[-0.5, 0.5], [0.75, -0.75]]), array([0.0, 0.0]))
```
"""

import numpy as np

from mlestone.proving import answer, check, expect, given, helper, hints, mistake, tolerance

tolerance(rtol=1e-9, atol=1e-10)

hints(
    "How does a loss change with one score? And one score with one weight? Write down both slopes for a single row before you think of matrices.",
    "In the weights, every row counts with its own columns: sum over rows what the loss does with the score, times the column. Which product of two matrices sums over rows, and gives the weights' shape?",
    "For the logistic loss and the one of softmax, the slope in a score is what is predicted minus what was, a probability minus 0 or 1, and then there is the mean. "
    "A constant that is taken off all scores of a row changes no probability.",
)


@given
def squared_loss(X, y, w, b):
    """The mean of the squared differences of X w + b and `y`: `y` of shape (n,), `w` of shape (d,), `b` a number."""
    return np.mean((X @ w + b - y) ** 2)


@given
def logistic_loss(X, y, w, b):
    """The mean of -ln of the probability of each row's class, 0 or 1, in `y`; that of 1 is the sigmoid of the score X w + b."""
    scores = X @ w + b
    return np.mean(np.logaddexp(0, scores) - y * scores)


@given
def softmax_loss(X, y, W, b):
    """The mean of -ln of the probability of each row's class, from 0 to k - 1, in `y`: the softmax of k scores. `W` has shape (d, k), `b` has shape (k,)."""
    scores = X @ W + b
    return np.mean(np.logaddexp.reduce(scores, axis=1) - scores[np.arange(len(y)), y])


@helper
def _back(X, slopes):
    """From the slopes in the scores to those in the weights and in what is added."""
    return X.T @ slopes, slopes.sum(axis=0)


@answer
def squared_gradient(X, y, w, b):
    """Return the gradients of the squared loss in `w` and in `b`."""
    return _back(X, 2 * (X @ w + b - y) / len(X))


@answer
def logistic_gradient(X, y, w, b):
    """Return the gradients of the logistic loss in `w` and in `b`."""
    scores = X @ w + b
    predicted = np.exp(-np.logaddexp(0, -scores))
    return _back(X, (predicted - y) / len(X))


@answer
def softmax_gradient(X, y, W, b):
    """Return the gradients of the loss of softmax in `W` and in `b`."""
    scores = X @ W + b
    slopes = np.exp(scores - scores.max(axis=1, keepdims=True))
    slopes /= slopes.sum(axis=1, keepdims=True)
    slopes[np.arange(len(y)), y] -= 1
    return _back(X, slopes / len(X))


@mistake(squared_gradient, "Your gradient grows with the number of rows, the loss does not: it is a mean.")
def sums_squares(X, y, w, b):
    return _back(X, 2 * (X @ w + b - y))


@mistake(squared_gradient, "It is half of what two neighbours say. What is the slope of a square?")
def halves_the_square(X, y, w, b):
    return _back(X, (X @ w + b - y) / len(X))


@mistake(squared_gradient, "It points down: all signs are turned. What is taken off what, and with which sign does the prediction stand in it?")
def truth_minus_prediction(X, y, w, b):
    return _back(X, 2 * (y - X @ w - b) / len(X))


@mistake(squared_gradient, "The slope in `b` is still a sum over the rows. The loss is a mean, in `b` as in the weights.")
def sums_for_b_only(X, y, w, b):
    slopes = 2 * (X @ w + b - y)
    return X.T @ slopes / len(X), slopes.sum()


@mistake(logistic_gradient, "Your gradient grows with the number of rows, the loss does not: it is a mean.")
def sums_logarithms(X, y, w, b):
    return _back(X, np.exp(-np.logaddexp(0, -(X @ w + b))) - y)


@mistake(
    logistic_gradient,
    "The slope of the sigmoid stands in it as a factor: that belongs to a *squared* difference of probabilities. What does the logarithm in front do to it?",
)
def slope_of_the_sigmoid_stays(X, y, w, b):
    predicted = np.exp(-np.logaddexp(0, -(X @ w + b)))
    return _back(X, (predicted - y) * predicted * (1 - predicted) / len(X))


@mistake(logistic_gradient, "The exponential of a large score is inf, and inf divided by inf is nan. Which way of writing the sigmoid divides by inf alone?")
def divides_infinities(X, y, w, b):
    with np.errstate(all="ignore"):
        grown = np.exp(X @ w + b)
        return _back(X, (grown / (1 + grown) - y) / len(X))


@mistake(softmax_gradient, "Your gradient grows with the number of rows, the loss does not: it is a mean.")
def sums_rows(X, y, W, b):
    slopes = softmax_gradient(X, y, W, b)
    return slopes[0] * len(X), slopes[1] * len(X)


@mistake(softmax_gradient, "The gradient in `W` lies on its side: its rows are classes. Where there are as many classes as columns, no error tells. Which shape has `W`?")
def on_its_side(X, y, W, b):
    weights, added = softmax_gradient(X, y, W, b)
    return weights.T, added


@mistake(softmax_gradient, "Classes are counted in `y`. A batch need not hold them all: what else knows how many there are?")
def counts_the_classes(X, y, W, b):
    scores = X @ W + b
    slopes = np.exp(scores - scores.max(axis=1, keepdims=True))
    slopes /= slopes.sum(axis=1, keepdims=True)
    return _back(X, (slopes - np.eye(y.max() + 1)[y]) / len(X))


@mistake(softmax_gradient, "The exponential of a large score is inf, and inf divided by inf is nan. What may be taken off all scores of a row?")
def overflows(X, y, W, b):
    with np.errstate(all="ignore"):
        slopes = np.exp(X @ W + b)
        slopes /= slopes.sum(axis=1, keepdims=True)
    slopes[np.arange(len(y)), y] -= 1
    return _back(X, slopes / len(X))


@mistake(softmax_gradient, "The largest of all scores is taken off every row. A row that lies far below it is left with zeros, and 0 / 0 is nan: which score is the largest of *its* row?")
def takes_off_the_largest_of_all(X, y, W, b):
    with np.errstate(all="ignore"):
        scores = X @ W + b
        slopes = np.exp(scores - scores.max())
        slopes /= slopes.sum(axis=1, keepdims=True)
    slopes[np.arange(len(y)), y] -= 1
    return _back(X, slopes / len(X))


@mistake(softmax_gradient, "Probabilities add up to 1 in each column here: which axis holds the classes of one row?")
def shares_columns(X, y, W, b):
    scores = X @ W + b
    slopes = np.exp(scores - scores.max(axis=0))
    slopes /= slopes.sum(axis=0)
    slopes[np.arange(len(y)), y] -= 1
    return _back(X, slopes / len(X))


def _numbers(rng, *shape):
    return np.round(rng.normal(size=shape), 2)


def _rows(rng, n, d):
    """Arguments of the squared and of the logistic loss."""
    X, w, b = _numbers(rng, n, d), _numbers(rng, d), float(_numbers(rng))
    return (X, np.round(X @ w + 1 + rng.normal(size=n), 1), w, b), (X, rng.integers(0, 2, size=n), w, b)


def _classes(rng, n, d, k):
    """Arguments of the loss of softmax."""
    return _numbers(rng, n, d), rng.integers(0, k, size=n), _numbers(rng, d, k), _numbers(rng, k)


def _agree(gradient, right, arguments):
    got, (weights, added) = gradient(*arguments), right(*arguments)
    expect(got).has_length(2)
    expect(got[0]).has_shape(*np.shape(weights)).close(weights)
    expect(got[1]).has_shape(*np.shape(added)).close(added)


def _slopes(loss, X, y, w, b):
    """The gradients in the weights and in what is added, by two neighbours of each number."""
    found = []
    for at, values in ((2, w), (3, b)):
        values = np.asarray(values, dtype=float)
        slopes = np.zeros(values.shape)
        for place in np.ndindex(values.shape):
            by = np.zeros(values.shape)
            by[place] = 1e-5
            up, down = (loss(*[values + side * by if i == at else argument for i, argument in enumerate((X, y, w, b))]) for side in (1, -1))
            slopes[place] = (up - down) / 2e-5
        found.append(slopes)
    return found


@check("is the gradient of the squared loss", sizes=(3, 1, 8))
def squares(learner, rng, size):
    for d in (2, 1, 5):
        _agree(learner.squared_gradient, squared_gradient, _rows(rng, size, d)[0])


@check("is the gradient of the logistic loss", sizes=(3, 1, 8))
def logistic(learner, rng, size):
    for d in (2, 1, 5):
        _agree(learner.logistic_gradient, logistic_gradient, _rows(rng, size, d)[1])


@check("is the gradient of the loss of softmax", sizes=(4, 1, 9))
def softmax(learner, rng, size):
    for d, k in ((2, 3), (4, 2), (1, 4), (3, 1)):
        _agree(learner.softmax_gradient, softmax_gradient, _classes(rng, size, d, k))


@check("tells columns from classes where there are as many of both")
def square_weights(learner, rng):
    for d in (2, 3):
        _agree(learner.softmax_gradient, softmax_gradient, _classes(rng, 5, d, d))


@check("agrees within 1e-6 with the slopes of the losses by two neighbours")
def by_neighbours(learner, rng):
    square, binary = _rows(rng, 6, 3)
    for loss, gradient, arguments in (
        (squared_loss, learner.squared_gradient, square),
        (logistic_loss, learner.logistic_gradient, binary),
        (softmax_loss, learner.softmax_gradient, _classes(rng, 6, 3, 4)),
    ):
        got, slopes = gradient(*arguments), _slopes(loss, *arguments)
        expect(got).has_length(2)
        for mine, theirs in zip(got, slopes, strict=True):
            expect(mine).close(theirs, rtol=1e-6, atol=1e-6)


@check("knows the classes that no row belongs to")
def missing_classes(learner, rng):
    X, y, W, b = _classes(rng, 5, 3, 4)
    for held in (y % 3, np.full(5, 1), y * 0):
        _agree(learner.softmax_gradient, softmax_gradient, (X, held, W, b))


@check("stays right where scores are thousands, above 0 and below")
def large(learner, rng):
    X = np.array([[3.0], [-3.0], [2.0], [-2.0], [0.0], [1.0]]) + _numbers(rng, 6, 2) / 4
    far = float(rng.uniform(900, 1900))
    for y in (np.array([0, 1, 1, 0, 1, 0]), rng.integers(0, 2, size=6)):
        _agree(learner.logistic_gradient, logistic_gradient, (X, y, np.array([far, 0.5]), 1.0))
    W, y = _numbers(rng, 2, 3), rng.integers(0, 3, size=6)
    _agree(learner.softmax_gradient, softmax_gradient, (X, y, W, np.full(3, far)))  # all scores alike
    for weights in (W + far * X[:1].T / (X[0] @ X[0]), W * 300):  # rows far apart, then classes as well
        _agree(learner.softmax_gradient, softmax_gradient, (X, y, weights, _numbers(rng, 3)))


@check("leaves its arguments as they are")
def leaves_them(learner, rng):
    square, binary = _rows(rng, 4, 2)
    expect(learner.squared_gradient).leaves_unchanged(*square)
    expect(learner.logistic_gradient).leaves_unchanged(*binary)
    expect(learner.softmax_gradient).leaves_unchanged(*_classes(rng, 4, 2, 3))


@check("leaves the loops to NumPy")
def no_loops(learner, rng):
    expect(learner.source).no_loops()
