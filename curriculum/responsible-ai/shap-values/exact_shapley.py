r'''Exact Shapley values

Somebody wants to know why the model says so much for *this* row, compared with others. Write
`explain(predict, x, background, groups)`, which returns `(base, values)`.

- `predict` takes an array of rows of shape `(n, d)`, `n` at least 1, and returns `n` numbers.
- `x` is the row to explain, of shape `(d,)`; `background`, of shape `(m, d)`, holds the rows it is compared with, `m` at
  least 1. Both are arrays of floats.
- `groups` names the players: `{"area": [0], "kind of house": [1, 2, 3]}`. The columns of a group come into a coalition
  together, as those of one category have to. There are 1 to 7 groups, and every column is in exactly one of them.

For a coalition $S$ of groups, $v(S)$ is the **mean of the predictions** for the background's rows, in each of which the
columns of the groups in $S$ are replaced by those of `x`. `base` is $v$ of the empty coalition. `values` maps the name of
every group to its Shapley value, with $g$ the number of groups:

$$\phi_j = \sum_{S \not\ni j} \frac{|S|!\,(g - |S| - 1)!}{g!}\,\bigl(v(S \cup \{j\}) - v(S)\bigr)$$

So `base` and the values add up to the prediction for `x`. The model is slow: ask `predict` for at most
$2^g \cdot m$ rows altogether, in as many calls as you like. What is passed in stays as it is. The library `shap` is for the
checks; do without it.

```python
def rent(rows):
    return 10 * rows[:, 0] + rows[:, 1] * rows[:, 2]

here, others = np.array([3.0, 2.0, 5.0]), np.array([[1.0, 0.0, 1.0], [1.0, 2.0, 1.0]])
explain(rent, here, others, {"area": [0], "floor": [1], "lift": [2]})  # (11.0, {"area": 20.0, "floor": 3.0, "lift": 6.0})
explain(rent, here, others, {"area": [0], "going up": [1, 2]})         # (11.0, {"area": 20.0, "going up": 9.0})
```
'''

from collections.abc import Callable
from itertools import combinations
from math import comb

import numpy as np
import shap
from sklearn.ensemble import GradientBoostingRegressor

from mlestone.proving import altered, answer, check, expect, hints, mistake

hints(
    "With three groups, how many different coalitions are there, and in how many of them is a given group missing?",
    "Predict for every coalition once and keep the means by coalition; the formula then only looks them up. A "
    "`frozenset` or a "
    "sorted tuple of names can be a key.",
    "The weight is the share of orders in which exactly these groups come first: one in `g` for the size of the "
    "coalition, "
    "divided by how many coalitions of that size the other groups can form.",
)


@answer
def explain(
    predict: Callable[[np.ndarray], np.ndarray], x: np.ndarray, background: np.ndarray, groups: dict[str, list[int]]
) -> tuple[float, dict[str, float]]:
    """Return the mean prediction of the background, and the exact Shapley value of every group for the row `x`."""
    worth = {}
    for size in range(len(groups) + 1):
        for present in combinations(groups, size):
            mixed = background.copy()
            for name in present:
                mixed[:, groups[name]] = x[groups[name]]
            worth[frozenset(present)] = float(np.mean(predict(mixed)))
    values = {}
    for name in groups:
        values[name] = 0.0
        for present in worth:
            if name not in present:
                share = 1 / (len(groups) * comb(len(groups) - 1, len(present)))
                values[name] += share * (worth[present | {name}] - worth[present])
    return worth[frozenset()], values


mean_row = mistake(
    explain,
    "The rows of the background are averaged before the model sees them: it is asked about one row that nobody has. "
    "Whose mean "
    "does the prompt ask for, that of rows or that of predictions?",
)(altered({"mixed = background.copy()": "mixed = background.mean(axis=0, keepdims=True)"}))

zeros = mistake(
    explain,
    "Columns outside of the coalition are set to 0, as if a row of zeros were the comparison. Where do their values "
    "come from?",
)(altered({"mixed = background.copy()": "mixed = np.zeros_like(background)"}))

first_row = mistake(
    explain,
    "Only the first row of the background is compared with. All of them count, and equally.",
)(altered({"mixed = background.copy()": "mixed = background[:1].copy()"}))

no_copy = mistake(
    explain,
    "The background itself is written into: what one coalition puts there is still there for all that come after it. "
    "Of what is a copy needed, and how often?",
)(altered({"mixed = background.copy()": "mixed = background"}))

every_coalition_alike = mistake(
    explain,
    "All coalitions weigh the same here, which is another index, Banzhaf's: its values do not add up to the "
    "prediction. How many "
    "orders begin with just this coalition?",
)(altered({"1 / (len(groups) * comb(len(groups) - 1, len(present)))": "1 / 2 ** (len(groups) - 1)"}))

@mistake(
    explain,
    "The groups are changed one after another, in a single order: this adds up, but who is paid for what two groups "
    "do together "
    "is settled by the order of `groups`. What would another order say?",
)
def walks_once(predict, x, background, groups):
    mixed = background.copy()
    base = before = float(np.mean(predict(mixed)))
    values = {}
    for name, columns in groups.items():
        mixed[:, columns] = x[columns]
        after = float(np.mean(predict(mixed)))
        values[name], before = after - before, after
    return base, values


@mistake(
    explain,
    "Each group is added to the empty coalition, and no other: what two of them do together goes to neither, and "
    "the sum "
    "misses the prediction.",
)
def each_alone(predict, x, background, groups):
    base = float(np.mean(predict(background)))
    values = {}
    for name, columns in groups.items():
        mixed = background.copy()
        mixed[:, columns] = x[columns]
        values[name] = float(np.mean(predict(mixed))) - base
    return base, values


@mistake(
    explain,
    "Each group is taken away from the whole row, and put back last: what two of them do together is paid twice, "
    "and the sum "
    "misses the prediction.",
)
def each_last(predict, x, background, groups):
    whole = float(predict(x[None])[0])
    values = {}
    for name, columns in groups.items():
        mixed = np.tile(x, (len(background), 1))
        mixed[:, columns] = background[:, columns]
        values[name] = whole - float(np.mean(predict(mixed)))
    return float(np.mean(predict(background))), values


@mistake(
    explain,
    "The columns of a group are players of their own here, and their values are added up afterwards. On the way the "
    "model is "
    "asked about rows that hold half a group. What comes into a coalition together?",
)
def columns_as_players(predict, x, background, groups):
    base, single = explain(predict, x, background, {str(column): [column] for column in range(len(x))})
    return base, {name: sum(single[str(column)] for column in columns) for name, columns in groups.items()}


@mistake(
    explain,
    "The values are right, and bought dearly: every coalition is predicted again for every group that asks about "
    "it. How often "
    "does each need to be asked about?",
)
def asks_again(predict, x, background, groups):
    def worth(present):
        mixed = background.copy()
        for name in present:
            mixed[:, groups[name]] = x[groups[name]]
        return float(np.mean(predict(mixed)))

    values = {}
    for name in groups:
        others, values[name] = [other for other in groups if other != name], 0.0
        for size in range(len(groups)):
            for present in combinations(others, size):
                gain = worth((*present, name)) - worth(present)
                values[name] += gain / (len(groups) * comb(len(others), size))
    return worth(()), values


@check("finds the values of a sum with one product in it")
def product(learner, rng):
    weights = rng.uniform(1, 5, size=3)

    def price(rows):
        return weights[0] * rows[:, 0] + weights[1] * rows[:, 1] * rows[:, 2]

    x, background = rng.uniform(1, 4, size=3), rng.uniform(1, 4, size=(int(rng.integers(3, 7)), 3))
    groups = {"area": [0], "floor": [1], "lift": [2]}
    _agrees(learner, price, x, background, groups)


@check("compares with the whole background, however many rows it has", sizes=(1, 2, 9, 120))
def background_rows(learner, rng, size):
    predict, x, background = _bent(rng, 4, size)
    background = background[rng.integers(size, size=size)]  # some rows are there twice, and count twice
    _agrees(learner, predict, x, background, {"a": [0], "b": [1], "c": [2], "d": [3]})


@check("agrees with shap's TreeExplainer on boosted trees")
def trees(learner, rng):
    X = rng.normal(size=(60, 4))
    y = X[:, 0] * X[:, 1] + np.where(X[:, 2] > 0, X[:, 3], -X[:, 0]) + rng.normal(0, 0.1, 60)
    model = GradientBoostingRegressor(n_estimators=12, max_depth=3, random_state=0).fit(X, y)
    background = X[: int(rng.integers(8, 20))]

    def trained(rows):
        return model.predict(np.asarray(rows))

    x = X[int(rng.integers(30, 60))]
    explainer = shap.TreeExplainer(model, background, feature_perturbation="interventional")
    known = dict(zip(["rain", "sun", "wind", "soil"], explainer.shap_values(x[None])[0].tolist()))
    got = learner.explain(trained, x, background, {"rain": [0], "sun": [1], "wind": [2], "soil": [3]})
    expect(got).close((float(np.mean(trained(background))), known))


@check("moves the columns of a group together, wherever they stand")
def together(learner, rng):
    predict, x, background = _bent(rng, 6, 4)
    columns = rng.permutation(6).tolist()
    groups = {"kind": columns[:3], "size": columns[3:4], "place": columns[4:]}
    _agrees(learner, predict, x, background, groups)


@check("gives everything to a single group")
def single(learner, rng):
    predict, x, background = _bent(rng, 3, 3)
    _agrees(learner, predict, x, background, {"all": [2, 0, 1]})


@check("gives nothing to a group the model does not look at, and the same to two that do the same")
def fair(learner, rng):
    background = rng.integers(0, 3, size=(5, 4)).astype(float)
    background[:, 1] = background[:, 0]
    x = rng.integers(4, 9, size=4).astype(float)
    x[1] = x[0]

    def blind(rows):
        return rows[:, 0] * rows[:, 1] + rows[:, 2] ** 2

    groups = {"left": [0], "right": [1], "third": [2], "unseen": [3]}
    _agrees(learner, blind, x, background, groups)


@check("asks for at most 2 ** g * m rows, and adds up with seven groups", sizes=(2, 5, 7))
def frugal(learner, rng, size):
    predict, x, background = _bent(rng, 7, 3)
    asked = []

    def slow(rows):
        asked.append(len(rows))
        return predict(rows)

    names = [f"group {number}" for number in range(size)]
    groups = {name: [number] for number, name in enumerate(names)}
    groups[names[-1]] = list(range(size - 1, 7))
    got = learner.explain(slow, x, background, groups)
    expect(got).close(explain(predict, x, background, groups))
    most = 2**size * len(background)
    expect(sum(asked) <= most).is_true(
        f"predict was asked for at most {most} rows", f"predict was asked for {sum(asked)} rows; {most} are enough"
    )


@check("does without the library")
def by_itself(learner, rng):
    expect(learner.source).never_uses("shap")


@check("leaves the row, the background and the groups as they were")
def unchanged(learner, rng):
    predict, x, background = _bent(rng, 3, 4)
    expect(learner.explain).leaves_unchanged(predict, x, background, {"a": [0], "b": [1, 2]})


def _agrees(learner, predict, x, background, groups):
    expect(learner.explain(predict, x, background, groups)).close(explain(predict, x, background, groups))


def _bent(rng, d, m):
    """A model in which columns act together, a row, and a background that is nowhere near zero."""
    pairs, slopes = rng.normal(size=(d, d)), rng.normal(size=d)

    def model(rows):
        rows = np.asarray(rows)
        return np.einsum("ni,ij,nj->n", rows, pairs, rows) + np.tanh(rows @ slopes) * rows.prod(axis=1)

    return model, rng.normal(2, 1, size=d), rng.normal(-1, 1, size=(m, d))
