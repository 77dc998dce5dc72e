r"""Whatever order the columns come in

A survey office keeps many small models, of all kinds. New rows come from a web form, a telephone and a file of last year's: with the
columns in any order, and with columns that no model has asked for. Write the six functions through which all of them are used.

- `train(model, table, target)` returns an estimator with the parameters of `model`, fitted to predict the column `target` of the
  DataFrame `table` from all its other columns, under their names and in their order. `model` stays as it was, whether it has been fitted
  before or not.
- `predictions(fitted, rows)` returns a Series with a prediction for each row of the DataFrame `rows`, under the row's label. `rows` has
  the columns that `fitted` was trained on, in any order, and perhaps others. If one of those is not there, a `KeyError` is raised.
- `score(fitted, rows, target)` returns what the estimator's own `score` says of such rows, which have the column `target` as well: the
  share of right answers for a classifier, $R^2$ for a regression.
- `probabilities(fitted, rows, label)` returns a Series like that of `predictions`: the probability of the class `label`, after a
  classifier that has `predict_proba`. For a label that it was not trained with, a `ValueError` is raised.
- `compare(models, table, target, seed)`: `models` is a dictionary from names to estimators. `train_test_split`, with `test_size=0.25` and
  `random_state=seed`, holds rows out; each model is trained on the other rows. Returned is a DataFrame with the names as its index and
  two columns of scores, `"train"` and `"test"`, best test score first. The estimators in `models` stay as they were.
- `fresh(fitted, **changes)` returns an estimator with the parameters of `fitted`, but for the changes, that has learned nothing. `fitted`
  stays as it was.

`fitted` is always something that `train` has returned. No label of a row occurs twice, and no value is missing. The tables that are
passed in stay as they are. `make` is there for you to try things.

```python
table = pd.DataFrame({"rooms": [1, 2, 3, 4], "floor": [0, 2, 1, 3], "rent": [300.0, 500.0, 700.0, 900.0]})
fitted = train(make("linear"), table, "rent")
new = pd.DataFrame({"floor": [5, 0], "rooms": [2, 6], "street": ["Elm", "Oak"]}, index=["a", "b"])
predictions(fitted, new).round(6).to_dict()    # {"a": 500.0, "b": 1300.0}
round(score(fitted, new.assign(rent=[510.0, 1310.0]), "rent"), 6)    # 0.999375
fresh(train(make("ridge", alpha=3.0, tol=0.01), table, "rent"), alpha=5.0).get_params()["tol"]    # 0.01
```
"""

from itertools import permutations

import numpy as np
import pandas as pd
from sklearn.base import clone
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.linear_model import LinearRegression, Ridge
from sklearn.model_selection import train_test_split
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from mlestone.proving import afterwards, altered, answer, check, expect, given, hints, mistake

hints(
    "What does an estimator that was fitted on a table know of the columns, and what does one know that was fitted on"
    " an array?",
    "`clone` makes a copy that has learned nothing. What `fit` has learned stands in attributes with an underscore at"
    " their end: the names of the columns are "
    "among them, and so are the classes, in the order of the columns of `predict_proba`.",
    "Take the columns out of `rows` by `feature_names_in_` and hand the table over as a table. The place of a class "
    "is where it stands in `classes_`.",
)

afterwards(
    """The functions are short, and teams write them again and again as a class around a model. `ColumnTransformer` takes
columns by their names and passes over others by itself, so that a pipeline which begins with one does what `predictions`
does. `cross_validate` with `return_train_score=True` is `compare` for many splits."""
)


@given
def make(kind, **parameters):
    """Return an estimator that has not been fitted."""
    kinds = {
        "linear": LinearRegression,
        "ridge": Ridge,
        "near values": KNeighborsRegressor,
        "value tree": DecisionTreeRegressor,
        "bayes": GaussianNB,
        "discriminant": LinearDiscriminantAnalysis,
        "near classes": KNeighborsClassifier,
        "class tree": DecisionTreeClassifier,
    }
    return kinds[kind](**parameters)


@given
def make_all(wanted):
    """Return a dictionary of such estimators: `wanted` tells of each name the kind and the parameters."""
    return {name: make(kind, **parameters) for name, (kind, parameters) in wanted.items()}


@answer
def train(model, table: pd.DataFrame, target: str):
    """Return an estimator like `model`, fitted to predict the column `target`."""
    return clone(model).fit(table.drop(columns=target), table[target])


@given
def train_all(models, table, target):
    """Return a dictionary of these estimators, trained on one table."""
    return {name: train(model, table, target) for name, model in models.items()}


@answer
def predictions(fitted, rows: pd.DataFrame) -> pd.Series:
    """Return a prediction for each row, under its label."""
    return pd.Series(fitted.predict(rows[fitted.feature_names_in_]), index=rows.index)


@answer
def score(fitted, rows: pd.DataFrame, target: str) -> float:
    """Return the estimator's own score on these rows."""
    return fitted.score(rows[fitted.feature_names_in_], rows[target])


@answer
def probabilities(fitted, rows: pd.DataFrame, label) -> pd.Series:
    """Return the probability of the class `label` for each row, under its label."""
    if label not in fitted.classes_:
        raise ValueError(f"{label!r} is none of the classes {fitted.classes_}")
    chances = fitted.predict_proba(rows[fitted.feature_names_in_])
    return pd.Series(chances[:, fitted.classes_ == label][:, 0], index=rows.index)


@answer
def compare(models: dict, table: pd.DataFrame, target: str, seed: int) -> pd.DataFrame:
    """Return the scores of each model on its training rows and on rows held out."""
    seen, held = train_test_split(table, test_size=0.25, random_state=seed)
    fitted = {name: train(model, seen, target) for name, model in models.items()}
    scores = {name: [score(each, seen, target), score(each, held, target)] for name, each in fitted.items()}
    columns = ["train", "test"]
    return pd.DataFrame.from_dict(scores, orient="index", columns=columns).sort_values("test", ascending=False)


@answer
def fresh(fitted, **changes):
    """Return an estimator with the parameters of `fitted`, but for the changes, that has learned nothing."""
    return clone(fitted).set_params(**changes)


@mistake(
    train,
    "The columns were put in another order before the training. They were to stay in the order that they have in the "
    "table.",
)
def sorts_before_training(model, table, target):
    return clone(model).fit(table[sorted(set(table.columns) - {target})], table[target])


@mistake(
    train,
    "The estimator that was passed in is fitted itself. Whoever trains it on two tables has one model, twice, and it "
    "knows the second table only.",
)
def fits_what_it_was_given(model, table, target):
    return model.fit(table.drop(columns=target), table[target])


@mistake(
    train,
    "The target is among the columns that it is to be predicted from. On such a table every model looks fine, and new"
    " rows have no such column.",
)
def predicts_the_target_from_itself(model, table, target):
    return clone(model).fit(table, table[target])


@mistake(
    train,
    "It is trained on an array, and an array has no names: the fitted estimator has no `feature_names_in_`, and takes"
    " columns in any order for its own.",
)
def forgets_the_names(model, table, target):
    return clone(model).fit(table.drop(columns=target).to_numpy(), table[target].to_numpy())


@mistake(
    train,
    "The column of the target has gone from the caller's table: `pop`, `del` and `inplace=True` change the table "
    "itself.",
)
def takes_the_target_out(model, table, target):
    wanted = table.pop(target)
    return clone(model).fit(table, wanted)


@mistake(
    train,
    "A new object of the same class is fitted, without the parameters that were chosen for the one passed in.",
)
def forgets_the_parameters(model, table, target):
    return type(model)().fit(table.drop(columns=target), table[target])


@mistake(
    predictions,
    "A column that is not there is passed over, and it is the estimator that complains, with a `ValueError`. Callers "
    "wait for a `KeyError`.",
)
def lets_the_estimator_complain(fitted, rows):
    known = [name for name in fitted.feature_names_in_ if name in rows]
    return pd.Series(fitted.predict(rows[known]), index=rows.index)


@mistake(
    predictions,
    "What `rows` holds goes to the model as an array, first column to first weight, whatever it is called. A warning "
    "is all that says so.",
)
def goes_by_place(fitted, rows):
    return pd.Series(fitted.predict(rows.to_numpy()[:, : fitted.n_features_in_]), index=rows.index)


@mistake(
    predictions,
    "The rows go to the estimator as they came. It refuses names in another order than in training, and names that it"
    " has never seen. Who is to put them in order?",
)
def hands_over_what_came(fitted, rows):
    return pd.Series(fitted.predict(rows), index=rows.index)


@mistake(
    predictions,
    "The columns are sorted by name. So they are the same in any order, but not in that of the training.",
)
def sorts_the_columns(fitted, rows):
    return pd.Series(fitted.predict(rows[sorted(fitted.feature_names_in_)].to_numpy()), index=rows.index)


@mistake(
    predictions,
    "The predictions are numbered from 0, and no longer say whose they are: what tells one row of `rows` from "
    "another?",
)
def loses_the_labels(fitted, rows):
    return pd.Series(fitted.predict(rows[fitted.feature_names_in_]))


@mistake(
    predictions,
    "A column that is not there is filled with a value of nobody's, and a prediction comes of it. The caller will "
    "never know.",
)
def fills_what_is_missing(fitted, rows):
    return pd.Series(fitted.predict(rows.reindex(columns=fitted.feature_names_in_, fill_value=0)), index=rows.index)


@mistake(score, "This is the share of answers that are exactly right, for a regression as well, where hardly any is.")
def counts_exact_answers(fitted, rows, target):
    return float((predictions(fitted, rows) == rows[target]).mean())


@mistake(
    score,
    "All columns but the target go to the estimator, in the order in which they came. It refuses the ones it was not "
    "trained on.",
)
def scores_what_came(fitted, rows, target):
    return fitted.score(rows.drop(columns=target), rows[target])


@mistake(
    score,
    "The estimator is fitted on the rows it is to be judged by, and then asked about them: this is a score on "
    "training rows.",
)
def fits_before_it_scores(fitted, rows, target):
    known = rows[fitted.feature_names_in_]
    return clone(fitted).fit(known, rows[target]).score(known, rows[target])


@mistake(
    probabilities,
    "This is the last column of `predict_proba`, whatever the label. Which class has which column?",
)
def takes_the_last_column(fitted, rows, label):
    if label not in fitted.classes_:
        raise ValueError(label)
    return pd.Series(fitted.predict_proba(rows[fitted.feature_names_in_])[:, -1], index=rows.index)


@mistake(
    probabilities,
    "This is the probability of the class that is likeliest for the row, which is another class from row to row.",
)
def takes_the_likeliest(fitted, rows, label):
    if label not in fitted.classes_:
        raise ValueError(label)
    return pd.Series(fitted.predict_proba(rows[fitted.feature_names_in_]).max(axis=1), index=rows.index)


@mistake(
    probabilities,
    "A label that the classifier was never trained with gets a number, as if it were one of its classes.",
)
def answers_for_strangers(fitted, rows, label):
    at = int(np.searchsorted(fitted.classes_, label)) % len(fitted.classes_)
    return pd.Series(fitted.predict_proba(rows[fitted.feature_names_in_])[:, at], index=rows.index)


@mistake(
    compare,
    "The test rows were among those that the models were trained on: all of the table was, before or after the split.",
)
def trains_on_everything(models, table, target, seed):
    seen, held = train_test_split(table, test_size=0.25, random_state=seed)
    fitted = {name: train(model, table, target) for name, model in models.items()}
    scores = {name: [score(each, seen, target), score(each, held, target)] for name, each in fitted.items()}
    return pd.DataFrame.from_dict(scores, orient="index", columns=["train", "test"]).sort_values("test", ascending=False)


by_the_training_score = mistake(
    compare,
    "The models stand in the order of their training scores. Who remembers best is not who predicts best.",
)(
    altered({'.sort_values("test", ascending=False)': '.sort_values("train", ascending=False)'})
)
worst_first = mistake(compare, "The worst test score stands first.")(altered({'("test", ascending=False)': '("test")'}))
unsorted = mistake(compare, "The models stand in the order of the dictionary. The best test score should come first.")(
    altered({'.sort_values("test", ascending=False)': ""})
)
exchanged = mistake(compare, "The two columns are exchanged: the scores on the rows held out stand under \"train\".")(
    altered({
        "[score(each, seen, target), score(each, held, target)]": "[score(each, held, target), score(each, seen, target)]"
    })
)


@mistake(
    compare,
    "Each model is judged on rows of its own: the split is drawn anew for each, and with another seed. Then luck is "
    "compared as well.",
)
def another_split_for_each(models, table, target, seed):
    scores = {}
    for at, (name, model) in enumerate(models.items()):
        seen, held = train_test_split(table, test_size=0.25, random_state=seed + at)
        each = train(model, seen, target)
        scores[name] = [score(each, seen, target), score(each, held, target)]
    return pd.DataFrame.from_dict(scores, orient="index", columns=["train", "test"]).sort_values("test", ascending=False)


@mistake(
    fresh,
    "The fitted estimator itself comes back, with other parameters: it claims now to have been trained with settings "
    "that it never had.",
)
def changes_the_fitted_one(fitted, **changes):
    return fitted.set_params(**changes)


@mistake(
    fresh,
    "The copy has all that the original has learned: `deepcopy` copies attributes with an underscore as well.",
)
def copies_what_was_learned(fitted, **changes):
    from copy import deepcopy

    return deepcopy(fitted).set_params(**changes)


@mistake(
    fresh,
    "Only the changes are handed to the new object. The parameters that nobody wanted to change are back at their "
    "defaults.",
)
def forgets_the_other_parameters(fitted, **changes):
    return type(fitted)(**changes)


@check("trains regressions and classifiers, and predicts rows that it has not seen")
def new_rows(learner, rng):
    for kind, parameters, table, target in _cases(rng):
        fitted, mine = _trained(learner, kind, parameters, table, target)
        rows = _new(rng, table, target)
        expect(learner.predictions(fitted, rows)).frame(predictions(mine, rows))
        expect(learner.predictions(fitted, rows[:1])).frame(predictions(mine, rows[:1]))


@check("returns an estimator that knows its columns by their names")
def names(learner, rng):
    for kind, parameters, table, target in _cases(rng):
        fitted, _ = _trained(learner, kind, parameters, table, target)
        known = getattr(fitted, "feature_names_in_", None)
        expect(known.tolist() if isinstance(known, np.ndarray) else known).equals(_others(table, target))


@check("predicts the same whatever the order of the columns, and whatever else the rows hold")
def other_orders(learner, rng):
    for kind, parameters, table, target in _cases(rng):
        fitted, mine = _trained(learner, kind, parameters, table, target)
        rows = _new(rng, table, target)
        right = predictions(mine, rows)
        for came in (_shuffled(rng, rows), _shuffled(rng, rows.assign(Z_id=range(len(rows)), a_note="by telephone"))):
            expect(learner.predictions(fitted, came)).frame(right)


@check("raises a KeyError when a column is not there")
def lacking(learner, rng):
    for kind, parameters, table, target in _cases(rng):
        fitted, mine = _trained(learner, kind, parameters, table, target)
        rows = _new(rng, table, target)
        gone = str(rng.choice(mine.feature_names_in_))
        expect.raises(KeyError, lambda: learner.predictions(fitted, rows.drop(columns=gone)))
        expect.raises(KeyError, lambda: learner.predictions(fitted, rows.rename(columns={gone: gone.upper()})))


@check("scores rows that it has not seen, as the estimator itself does")
def scores(learner, rng):
    for kind, parameters, table, target in _cases(rng):
        fitted, mine = _trained(learner, kind, parameters, table[10:], target)
        expect(learner.score(fitted, table[:10], target)).close(score(mine, table[:10], target))
        came = _shuffled(rng, table[:10].assign(a_note="by telephone"))
        expect(learner.score(fitted, came, target)).close(score(mine, table[:10], target))


@check("finds the probability of the class that is asked for, and of no other")
def chances(learner, rng):
    for kind, parameters, table, target in _cases(rng, "classes"):
        fitted, mine = _trained(learner, kind, parameters, table, target)
        rows = _new(rng, table, target)
        for label in rng.permutation(mine.classes_).tolist():
            right = probabilities(mine, rows, label)
            expect(learner.probabilities(fitted, _shuffled(rng, rows.assign(a_note="by telephone")), label)).frame(right)


@check("raises a ValueError for a class that it was not trained with")
def strangers(learner, rng):
    for kind, parameters, table, target in _cases(rng, "classes"):
        rows = _new(rng, table, target)
        seen = sorted(set(table[target]))
        for gone in (seen[0], seen[1]):
            fitted, _ = _trained(learner, kind, parameters, table[table[target] != gone], target)
            expect.raises(ValueError, lambda: learner.probabilities(fitted, rows, gone))
        stranger = "M" if isinstance(gone, str) else int(seen[-1]) + 1
        expect.raises(ValueError, lambda: learner.probabilities(fitted, rows, stranger))


@check("leaves the model that it was given as it was, with its parameters, to be trained again")
def trained_twice(learner, rng):
    for kind, parameters, table, target in _cases(rng)[::2]:
        model = learner.make_all({"it": (kind, parameters)})["it"]
        parts = table[: len(table) // 2], table[len(table) // 2 :]
        fitted = [learner.train(model, part, target) for part in parts]
        fitted.append(learner.train(fitted[0], parts[1], target))
        rows = _new(rng, table, target)
        for each, part in zip(fitted, (*parts, parts[1]), strict=True):
            mine = train(make(kind, **parameters), part, target)
            expect(each).is_a(type(mine).__name__)
            expect(each.get_params()).equals(mine.get_params())
            expect(each.predict(rows[mine.feature_names_in_])).equals(mine.predict(rows[mine.feature_names_in_]))
        expect(hasattr(model, "n_features_in_")).equals(False)


@check("compares models on the same rows, held out before training, the best first")
def comparison(learner, rng):
    for group in ("values", "classes"):
        while True:
            cases = _cases(rng, group, every=True)
            table, target = cases[0][2:]
            kinds, seed = {chr(97 + at): tuple(case[:2]) for at, case in enumerate(cases)}, int(rng.integers(10**6))
            right = compare(make_all(kinds), table, target, seed)
            orders = {tuple(right.sort_values(column, ascending=up).index) for column, up in _ORDERS}
            if len(orders) == 3 and right["test"].is_unique and right["train"].is_unique:
                break
        others = [order for order in permutations(kinds) if order not in orders]
        kinds = {name: kinds[name] for name in others[rng.integers(3)]}
        models = learner.make_all(kinds)
        got = learner.compare(models, table, target, seed)
        expect(got).is_a("DataFrame")
        expect(got).frame(right, order="any")
        tests = [float(number) for number in got["test"]]
        found = f"from the top they are {np.round(tests, 3).tolist()}"
        expect(tests == sorted(tests, reverse=True)).is_true("the best test score stands first", found)
        learned = [name for name in kinds if hasattr(models[name], "n_features_in_")]
        expect(learned == []).is_true("the estimators in `models` stay without a fit", f"fitted are {learned}")


@check("makes an estimator that has the parameters and has learned nothing")
def unfitted(learner, rng):
    for kind, parameters, changes, table, target in _changed(rng):
        fitted = learner.train_all(learner.make_all({"it": (kind, parameters)}), table, target)["it"]
        mine = train(make(kind, **parameters), table, target)
        expect(fitted).is_a(type(mine).__name__)
        new = learner.fresh(fitted, **changes)
        expect(new).is_a(type(mine).__name__)
        expect(new.get_params()).equals(fresh(mine, **changes).get_params())
        expect(learner.fresh(fitted).get_params()).equals(mine.get_params())
        expect(hasattr(new, "n_features_in_")).equals(False)
        expect(fitted.get_params()).equals(mine.get_params())
        rows = _new(rng, table, target)
        expect(learner.predictions(fitted, rows)).frame(predictions(mine, rows))


@check("leaves the tables as they are")
def unchanged(learner, rng):
    for kind, parameters, table, target in _cases(rng)[::2]:
        fitted, mine = _trained(learner, kind, parameters, table, target)
        expect(learner.train).leaves_unchanged(learner.make(kind, **parameters), table, target)
        expect(learner.predictions).leaves_unchanged(fitted, _shuffled(rng, table))
        expect(learner.score).leaves_unchanged(fitted, _shuffled(rng, table), target)
        expect(learner.compare).leaves_unchanged({"one": learner.make(kind, **parameters)}, table, target, 3)
        if hasattr(mine, "classes_"):
            expect(learner.probabilities).leaves_unchanged(fitted, _shuffled(rng, table), mine.classes_.tolist()[0])


_ORDERS = [("test", False), ("test", True), ("train", False)]
NAMES = ["age", "income", "self", "clinton", "dole", "Rooms", "floor", "children"]


def _cases(rng, only="", every=False):
    """Estimators with their parameters, each with a table of its own and the column to predict."""
    values, classes = _values(rng), _classes(rng)
    cases = [
        ("values", "ridge", {"alpha": float(rng.integers(20, 60))}, *values),
        ("values", "near values", {"n_neighbors": int(rng.integers(2, 4))}, *values),
        ("values", "value tree", {"max_depth": 9, "random_state": 0}, *values),
        ("classes", "bayes", {"var_smoothing": 0.5}, *classes),
        ("classes", "near classes", {"n_neighbors": 7}, *classes),
        ("classes", "class tree", {"max_depth": 9, "random_state": 0}, *classes),
    ]
    return [tuple(case) for group, *case in cases if only in ("", group) and (every or "near" not in case[0])]


def _changed(rng):
    values, classes = _values(rng), _classes(rng)
    return [
        ("ridge", {"alpha": 30.0, "tol": 0.01}, {"alpha": 5.0}, *values),
        ("near values", {"n_neighbors": 3, "p": 1}, {"n_neighbors": 4, "weights": "distance"}, *values),
        ("class tree", {"max_depth": 2, "random_state": 7}, {"max_depth": 1}, *classes),
    ]


def _values(rng):
    table, target = _table(rng)
    weights = np.array([5.0, -3.0, 1.0, 0.5])
    table[target] = table.to_numpy() @ weights + rng.normal(0, 2, len(table))
    return _placed(rng, table, target), target


def _classes(rng):
    """Three classes, told by texts or by whole numbers; the last by order is the first to appear."""
    table, target = _table(rng)
    labels = [["yes", "no", "don't know"], [3, 1, 2], ["north", "west", "south"]][rng.integers(3)]
    angle = table.to_numpy() @ np.array([1.0, -1.0, 0.4, 0.0]) + rng.normal(0, 0.4, len(table))
    table[target] = [labels[int(place)] for place in np.digitize(angle, [-0.6, 0.6])]
    last = table[target] == max(labels)
    table = pd.concat([table[last], table[~last]])
    return _placed(rng, table, target), target


def _table(rng):
    names = rng.permutation(NAMES).tolist()[:5]
    return pd.DataFrame(rng.normal(size=(60, 4)), columns=names[:4], index=rng.permutation(60) + 100), names[4]


def _placed(rng, table, target):
    """The target is not always the last column."""
    others = _others(table, target)
    others.insert(int(rng.integers(5)), target)
    return table[others]


def _others(table, target):
    return [name for name in table.columns if name != target]


def _new(rng, table, target):
    labels = [f"r{number}" for number in rng.permutation(7)]
    return pd.DataFrame(rng.normal(size=(7, 4)), columns=_others(table, target), index=labels)


def _shuffled(rng, rows):
    """In another order than they had, in the first place as well."""
    columns = list(rows.columns)
    while (order := rng.permutation(columns).tolist())[0] == columns[0]:
        pass
    return rows[order]


def _trained(learner, kind, parameters, table, target):
    """The learner's fitted estimator, and the answer's."""
    return learner.train(learner.make(kind, **parameters), table, target), train(make(kind, **parameters), table, target)
