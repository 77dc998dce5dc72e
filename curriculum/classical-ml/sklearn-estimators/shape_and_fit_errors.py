r"""Six lines of a night's log

A canteen forecasts how many meals it will sell, from what is known the day before. The program was put together from several notebooks.
This is what its first night has left in the log, and what was asked about it in the morning:

- `numbers`: *could not convert string to float: 'n/a'.* Some columns hold numbers and texts side by side.
- `scaled`: every Monday a single row comes, and whatever it holds, it is all zeros afterwards.
- `scores`: the same model was entered under two names, and has two scores.
- `best`: what it returns says *This KNeighborsRegressor instance is not fitted yet*.
- `error`: on no day was the forecast off by more than 9 meals. The mean error is said to be 30.
- `forecast`: *Expected 2D array, got 1D array instead.*

Each of the six has one fault. This is what they are to do:

- `numbers(table)` returns a DataFrame with the labels and columns of `table` in which all columns have a dtype of floats. Numbers, and
  texts that are written like numbers ("12", "-3.5"), become that number; all else (other texts, `None`) becomes a missing value, `nan`.
- `scaled(train, new)` returns the rows of both DataFrames with their columns as z-scores: the mean of the training rows taken off, and
  divided by their standard deviation (by $n$, as `StandardScaler` does). Tables or arrays may come back.
- `scores(models, X, y, seed)`: `models` is a dictionary from names to estimators that are not fitted. Returned is a dictionary from the
  names to the mean of `cross_val_score` over the same four folds for every model: those of `KFold`, shuffled with `random_state=seed`.
- `best(models, X, y, seed)` returns the estimator with the highest of these scores, fitted on all rows. Those in `models` stay without a
  fit.
- `error(model, X, y)` returns the mean absolute error, a float. `y` is a DataFrame of one column, as it comes from the database.
- `forecast(model, row)` returns the forecast, a float, for one day. `model` was fitted on a DataFrame; `row` is a dictionary from names
  to numbers, in any order, and may hold more than the model has asked for.

Mend all six. What is passed in stays as it is. `make` and `fitted` are there for you to try things.

```python
numbers(pd.DataFrame({"guests": ["12", 7, "n/a"]}))["guests"].isna().tolist()    # [False, False, True]
days = pd.DataFrame({"guests": [10.0, 20.0, 30.0], "rain": [0.0, 1.0, 1.0]})
np.asarray(scaled(days, days[1:2])[1]).round(2).tolist()    # [[0.0, 0.71]]
model = fitted("linear", days, [11.0, 19.0, 28.0])
forecast(model, {"rain": 0.0, "guests": 20.0, "day": 3})    # 20.0
error(model, days, pd.DataFrame({"meals": [12.0, 19.0, 26.0]}))    # 1.0
```
"""

import numpy as np
import pandas as pd
from sklearn.base import clone
from sklearn.linear_model import LinearRegression, Ridge
from sklearn.model_selection import KFold, cross_val_score
from sklearn.neighbors import KNeighborsRegressor
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeRegressor

from mlestone.proving import afterwards, altered, answer, bug, check, expect, given, hints, mistake

hints(
    "Two of the six raise an error and say what they wanted instead. Of the others, print shapes: what has the shape "
    "of a table where it should be a row, and how many rows has what a scaler learns from?",
    "`pd.to_numeric` can be told what to do with what it cannot read. A `RandomState` goes on from where it was, each"
    " time it is asked. Cross-validation fits copies. And a list of values has lost the "
    "names that came with them.",
    "Take the columns of a one-row table by `feature_names_in_`. Make one row of a column with `ravel`. Fit one "
    "scaler, once. Hand `KFold` the seed itself. Fit a `clone` of the winner.",
)

afterwards(
    """Scaling needs no care if it is one `Pipeline` with the model: that is fitted, copied and asked as a whole, so that no new
rows are scaled by themselves. `SimpleImputer` would be its first step, for the missing values that `numbers` leaves. A
search, `GridSearchCV`, fits its winner on all rows by itself (`refit=True`), and hands it out as `best_estimator_`."""
)


@given
def make(kind, **parameters):
    """Return an estimator that has not been fitted."""
    kinds = {"linear": LinearRegression, "ridge": Ridge, "near": KNeighborsRegressor, "tree": DecisionTreeRegressor}
    return kinds[kind](**parameters)


@given
def make_all(wanted):
    """Return a dictionary of such estimators: `wanted` tells of each name the kind and the parameters."""
    return {name: make(kind, **parameters) for name, (kind, parameters) in wanted.items()}


@given
def fitted(kind, X, y, **parameters):
    """Return an estimator that has been fitted on the rows of `X`."""
    return make(kind, **parameters).fit(X, y)


@answer
def numbers(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table in floats, with missing values for what is no number."""
    return table.apply(pd.to_numeric, errors="coerce").astype(float)


@answer
def scaled(train: pd.DataFrame, new: pd.DataFrame) -> tuple:
    """Return the rows of both as z-scores."""
    scaler = StandardScaler().fit(train)
    return scaler.transform(train), scaler.transform(new)


@answer
def scores(models: dict, X: pd.DataFrame, y: pd.Series, seed: int) -> dict:
    """Return the mean score of each model over four folds."""
    folds = KFold(4, shuffle=True, random_state=seed)
    return {name: cross_val_score(model, X, y, cv=folds).mean() for name, model in models.items()}


@answer
def best(models: dict, X: pd.DataFrame, y: pd.Series, seed: int):
    """Return the estimator with the highest score, ready for use."""
    found = scores(models, X, y, seed)
    return clone(models[max(found, key=found.get)]).fit(X, y)


@answer
def error(model, X: pd.DataFrame, y: pd.DataFrame) -> float:
    """Return the mean absolute error."""
    return float(np.abs(np.ravel(y) - model.predict(X)).mean())


@answer
def forecast(model, row: dict) -> float:
    """Return the forecast for one day."""
    return float(model.predict(pd.DataFrame([row])[model.feature_names_in_])[0])


@bug(
    numbers,
    "A column of texts and numbers is converted as a whole, and one text that is no number stops all of it. What is "
    "to be in its place?",
)
def converts_all_or_nothing(table: pd.DataFrame) -> pd.DataFrame:
    return table.astype(float)


@bug(
    scaled,
    "The new rows are scaled by their own mean: `fit_transform` learns anew. A single row is its own mean, and all of"
    " it becomes 0. Whose mean is to be used?",
)
def learns_from_the_new_rows(train: pd.DataFrame, new: pd.DataFrame) -> tuple:
    scaler = StandardScaler()
    return scaler.fit_transform(train), scaler.fit_transform(new)


@bug(
    scores,
    "One generator serves all models, and each takes up where the one before left off: every model has folds of its "
    "own.",
)
def shares_a_generator(models: dict, X: pd.DataFrame, y: pd.Series, seed: int) -> dict:
    folds = KFold(4, shuffle=True, random_state=np.random.RandomState(seed))
    return {name: cross_val_score(model, X, y, cv=folds).mean() for name, model in models.items()}


@bug(
    best,
    "What is returned has been scored and never fitted: cross-validation fits copies, one for each fold, and throws "
    "them away.",
)
def returns_it_unfitted(models: dict, X: pd.DataFrame, y: pd.Series, seed: int):
    found = scores(models, X, y, seed)
    return models[max(found, key=found.get)]


@bug(
    error,
    "A column of shape `(n, 1)` minus a row of shape `(n,)` has shape `(n, n)`: every day is compared with the "
    "forecast of every other day.",
)
def compares_all_with_all(model, X: pd.DataFrame, y: pd.DataFrame) -> float:
    return float(np.abs(y.to_numpy() - model.predict(X)).mean())


@bug(
    forecast,
    "A list of values is no table. How many dimensions has one row, and where did the names of the values go?",
)
def asks_with_a_list(model, row: dict) -> float:
    return float(model.predict(list(row.values()))[0])


@mistake(
    numbers,
    "What is no number has become 0. A day without guests, and a day of which nobody knows, are not the same.",
)
def fills_with_zeros(table):
    return numbers(table).fillna(0)


@mistake(numbers, "Days on which something is missing have left the table. Asked for is one row for each that came in.")
def drops_such_rows(table):
    return numbers(table).dropna()


@mistake(numbers, "Texts have all become missing, also those that are written like numbers.")
def loses_numbers_in_texts(table):
    return table.map(lambda value: value if isinstance(value, int | float | np.number) else np.nan).astype(float)


@mistake(scaled, "The scaler has learned from new rows as well. They are not to have a say in what is done to them.")
def learns_from_both(train, new):
    scaler = StandardScaler().fit(pd.concat([train, new]))
    return scaler.transform(train), scaler.transform(new)


@mistake(scaled, "This standard deviation divides by n - 1, as pandas does; asked for is the one that divides by n.")
def divides_by_one_less(train, new):
    return (train - train.mean()) / train.std(), (new - train.mean()) / train.std()


@mistake(
    scores,
    "Every model has the same folds now, made of neighbouring days from the first to the last. They were to be "
    "shuffled, and drawn by the seed.",
)
def ignores_the_seed(models, X, y, seed):
    return {name: cross_val_score(model, X, y, cv=KFold(4)).mean() for name, model in models.items()}


@mistake(scores, "These are scores on the rows that the models were fitted on: nothing has been held out.")
def scores_training_rows(models, X, y, seed):
    return {name: clone(model).fit(X, y).score(X, y) for name, model in models.items()}


@mistake(
    best,
    "The winner is fitted, and it is the caller's own object that was: whatever is in `models` was to stay without a "
    "fit.",
)
def fits_the_callers_model(models, X, y, seed):
    found = scores(models, X, y, seed)
    return models[max(found, key=found.get)].fit(X, y)


@mistake(best, "All models are fitted on all rows and asked about the same rows. The one that remembers best wins.")
def chooses_on_training_rows(models, X, y, seed):
    return max((clone(model).fit(X, y) for model in models.values()), key=lambda model: model.score(X, y))


the_lowest = mistake(best, "The lowest score has won. Which way round are scores in scikit-learn?")(
    altered({"max(found": "min(found"})
)


@mistake(best, "The winner was fitted on three quarters of the rows. Once it is chosen, no rows need to be held back.")
def fits_on_a_part(models, X, y, seed):
    found = scores(models, X, y, seed)
    part, _ = next(KFold(4, shuffle=True, random_state=seed).split(X))
    return clone(models[max(found, key=found.get)]).fit(X.iloc[part], y.iloc[part])


@mistake(
    error,
    "Days on which too much was forecast make up for days with too little: the signs are still there when the mean is"
    " taken.",
)
def keeps_the_signs(model, X, y):
    return float((np.ravel(y) - model.predict(X)).mean())


@mistake(error, "All forecasts are compared with the first day's meals: `y[0]`, of a column, is one value.")
def takes_the_first_day(model, X, y):
    return float(np.abs(y.to_numpy()[0] - model.predict(X)).mean())


@mistake(error, "This is the root of the mean squared error, in which large misses count for more.")
def squares(model, X, y):
    return float(np.sqrt(((np.ravel(y) - model.predict(X)) ** 2).mean()))


@mistake(
    forecast,
    "It is a table of one row now, without names: the first value of the dictionary meets the first weight, whatever "
    "it is called.",
)
def goes_by_place(model, row):
    return float(model.predict(np.array([list(row.values())])[:, : model.n_features_in_])[0])


@mistake(
    forecast,
    "The table has the columns of the dictionary, in its order. A model that knows names refuses another order, and "
    "names that it has never seen.",
)
def keeps_the_order_of_the_row(model, row):
    return float(model.predict(pd.DataFrame([row]))[0])


@mistake(forecast, "What comes back is an array with one forecast in it. A float is asked for.")
def returns_an_array(model, row):
    return model.predict(pd.DataFrame([row])[model.feature_names_in_])


@check("makes floats of what is a number, or is written like one, and missing values of all else")
def mixed(learner, rng):
    table = _mixed(rng)
    got = learner.numbers(table)
    expect(got).is_a("DataFrame").frame(numbers(table), order="both")
    expect([str(kind.kind) for kind in got.dtypes]).equals(["f"] * len(table.columns))
    plain = pd.DataFrame({"guests": rng.integers(0, 99, size=3), "rain": rng.random(3)})
    expect(learner.numbers(plain)).frame(numbers(plain), order="both")


@check("scales new rows by what the training rows say, one row as well as many")
def scales(learner, rng):
    train = _days(rng, 12)
    for new in (_days(rng, 5), _days(rng, 1), train[3:4]):
        got = learner.scaled(train, new)
        expect(got).is_a(tuple, list).has_length(2)
        for part, right in zip(got, scaled(train, new), strict=True):
            expect(part).is_a("DataFrame", np.ndarray)
            expect(np.asarray(part)).close(right)


@check("gives every model the same folds, so that one model under two names has one score")
def same_folds(learner, rng):
    X, y = _sold(rng, 24)
    kinds = {"tim": ("ridge", {"alpha": 1.0}), "near": ("near", {"n_neighbors": 3}), "ann": ("ridge", {"alpha": 1.0})}
    seed = int(rng.integers(10**6))
    expect(learner.scores(learner.make_all(kinds), X, y, seed)).is_a(dict).close(scores(make_all(kinds), X, y, seed))


@check("returns the model with the highest score, fitted on all rows, and leaves the others without a fit")
def winner(learner, rng):
    X, y = _sold(rng, 24)
    wanted = [("tree", {"random_state": 0}), ("ridge", {"alpha": 0.5}), ("ridge", {"alpha": 1e7})]
    kinds = {f"model {at}": wanted[place] for at, place in enumerate(rng.permutation(3))}
    models, seed, new = learner.make_all(kinds), int(rng.integers(10**6)), _days(rng, 6)
    got = learner.best(models, X, y, seed)
    expect(got).is_a("DecisionTreeRegressor", "Ridge")
    mine = best(make_all(kinds), X, y, seed)
    expect(got.predict(new)).close(mine.predict(new))
    # With all signs turned the same one wins, and is fitted to other targets: the one of before is still what it was.
    expect(learner.best(models, X, -y, seed)).is_a("DecisionTreeRegressor", "Ridge")
    expect(got.predict(new)).close(mine.predict(new))
    expect([name for name, model in models.items() if hasattr(model, "n_features_in_")]).equals([])


@check("is the mean absolute error, day by day")
def day_by_day(learner, rng):
    X, y = _sold(rng, 20)
    for kind in ("linear", "near"):
        new, sold = _sold(rng, int(rng.integers(5, 12)))
        model, mine = learner.fitted(kind, X, y), fitted(kind, X, y)
        sold = sold.to_frame("meals") + float(rng.integers(1, 9))
        expect(learner.error(model, new, sold)).is_a(float).close(error(mine, new, sold))
        expect(learner.error(model, new[:1], sold[:1])).is_a(float).close(error(mine, new[:1], sold[:1]))


@check("forecasts one day from a dictionary, in any order and with other things in it")
def one_day(learner, rng):
    X, y = _sold(rng, 20)
    for kind in ("linear", "near", "tree"):
        parameters = {"random_state": 0} if kind == "tree" else {}
        model, mine = learner.fitted(kind, X, y, **parameters), fitted(kind, X, y, **parameters)
        for day in _days(rng, 3).to_dict(orient="records"):
            moved = {name: day[name] for name in [NAMES[2], NAMES[0], NAMES[1]]}
            for row in (day, moved, {"week": 31, **moved, "closed": 0}):
                expect(learner.forecast(model, row)).is_a(float).close(forecast(mine, day))


@check("leaves what it is given as it was")
def unchanged(learner, rng):
    X, y = _sold(rng, 16)
    models = {"one": learner.make("ridge")}
    expect(learner.numbers).leaves_unchanged(_mixed(rng))
    expect(learner.scaled).leaves_unchanged(X, _days(rng, 2))
    expect(learner.scores).leaves_unchanged(models, X, y, 1)
    expect(learner.best).leaves_unchanged(models, X, y, 1)
    model = learner.fitted("linear", X, y)
    expect(learner.error).leaves_unchanged(model, X, y.to_frame())
    expect(learner.forecast).leaves_unchanged(model, {"week": 31, **X.iloc[0].to_dict()})


NAMES = ["guests", "rain", "degrees"]


def _days(rng, n):
    numbers = rng.normal(size=(n, 3)) * [40.0, 1.0, 6.0] + [200.0, 2.0, 15.0]
    return pd.DataFrame(numbers.round(1), columns=NAMES, index=[f"day {at}" for at in rng.permutation(n)])


def _sold(rng, n):
    days = _days(rng, n)
    return days, days @ [0.5, -4.0, -1.5] + rng.normal(0, 2, size=n)


def _mixed(rng):
    """Numbers, texts that are like numbers, and others, in every column some; also whole columns of texts, one without any number."""
    size = 7
    guests = [int(number) for number in rng.integers(0, 300, size=size)]
    rain = [f"{number:.1f}" for number in rng.normal(0, 5, size=size)]
    degrees = [float(number) for number in rng.normal(15, 6, size=size).round(1)]
    guests[rng.integers(3)], guests[3] = "n/a", str(guests[3])
    rain[rng.integers(3)], rain[5], rain[6] = "none", None, f"-{rng.uniform(1, 9):.1f}"
    degrees[rng.integers(3)], degrees[4] = "?", f"{degrees[4]}"
    columns = {"guests": guests, "rain": rain, "degrees": degrees, "week": [str(at) for at in range(size)]}
    table = pd.DataFrame({**columns, "cook": rng.permutation(list("abcdefg"))})
    return table.set_axis([f"day {at}" for at in rng.permutation(size)])
