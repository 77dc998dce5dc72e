r"""Apples until March

In October, a fruit store shines light through its apples and wants to know for how many weeks they will keep. The notebook that does it says of itself
that it explains two fifths of the differences between them ($R^2$ = 0.41). In March it turned out that for new apples the mean of all weeks would have been the better forecast: $R^2$ was below 0. There was another complaint, from the packers: an apple that goes through alone is
given other weeks than the same apple in a crate with others, and a crate of a new variety changed the forecast for all others in it.

The recipe is sound. `prepare` is how the notebook puts it:

1. the logarithm of all readings, which are the columns whose names begin with `nm_`;
2. gaps (`nan`) filled with the mean of their column;
3. each column as z-scores: its mean taken off, divided by its standard deviation (by $n$);
4. of these, the `k` columns whose correlation with the weeks is strongest, by its absolute value;
5. beside them, a column of 0 and 1 for each variety;
6. a `Ridge(alpha=20.0)`.

Other columns there may be play no part. What is not sound is who has a say in it. Mend both functions:

- `score(apples, weeks, k, seed)` returns a float: the mean over the five folds of `KFold`, shuffled with `random_state=seed`, of $R^2$ on the apples held out. Means, deviations, columns, varieties: whatever is learned from apples is
  learned from the other four folds.
- `forecast(apples, weeks, new, k)` returns an array with the weeks for each apple of `new`, learned from `apples` and `weeks` alone. An apple's weeks do not depend on what else is in `new`, which may be one apple or many. It has all the columns of
  `apples`, in any order, and may have more, whose names do not begin with `nm_`.

A variety that was not learned is 0 in all columns of varieties, in the folds as well. `weeks` is a Series with the
labels of `apples`, in their order, and all different; those of `new` may be any, or all the same. No column of
readings is empty or the same everywhere, nor is it so in what a fold is learned from. How you go about it is yours to
decide. What is passed in stays as it is.

```python
apples = pd.DataFrame({
    "nm_500": np.exp(np.arange(10.0)), "nm_600": [2.0, 1.0] * 5, "variety": list("aabbabbaab"),
})
weeks = pd.Series([2.0, 3, 4, 5, 7, 7, 8, 9, 11, 11])
round(score(apples, weeks, 1, 0), 4)    # 0.0644
new = pd.DataFrame({"variety": ["a", "c"], "nm_600": [1.0, 1.0], "nm_500": [np.nan, np.e]})
forecast(apples, weeks, new, 1).round(2)    # array([6.67, 5.49])
```
"""

import numpy as np
import pandas as pd
from sklearn.compose import make_column_selector, make_column_transformer
from sklearn.feature_selection import SelectKBest, f_regression
from sklearn.impute import SimpleImputer
from sklearn.linear_model import Ridge
from sklearn.model_selection import KFold, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, StandardScaler

from mlestone.proving import afterwards, answer, bug, check, equivalent, expect, given, helper, hints, mistake

hints(
    "Give the notebook weeks that were drawn by lot. What should its score be, and what is it? Which of the six steps look at more than one apple at a time?",
    "All six steps exist as estimators: a function of one's own can be one, too. `SelectKBest` with `f_regression` keeps the columns with the strongest correlation.",
    "Build one pipeline, from tables as they come to weeks. `cross_val_score` takes it with the raw apples and fits a copy in each fold; `forecast` fits it on all of `apples` and asks it about `new`.",
)

afterwards(
    """The choice of the columns is what lifted the score, since it looks at the weeks. Means and deviations do not, and leak little; they were what made forecasts depend on the neighbours. A logarithm
looks at one reading at a time and may be taken anywhere. With the pipeline, `k` can be searched for as well: `GridSearchCV`, inside another `cross_val_score`."""
)


@given
def prepare(apples: pd.DataFrame, weeks: pd.Series, k: int) -> pd.DataFrame:
    """Return the table that the model gets: the best `k` readings, and the varieties."""
    readings = np.log(apples.filter(regex="^nm_"))
    readings = readings.fillna(readings.mean())
    readings = (readings - readings.mean()) / readings.std(ddof=0)
    best = readings.corrwith(weeks).abs().nlargest(k).index
    return readings[best].join(pd.get_dummies(apples["variety"], dtype=float))


@helper
def _notebook(k, unseen="ignore"):
    steps = FunctionTransformer(np.log), SimpleImputer(), StandardScaler(), SelectKBest(f_regression, k=k)
    readings = make_pipeline(*steps), make_column_selector("^nm_")
    varieties = OneHotEncoder(handle_unknown=unseen), ["variety"]
    return make_pipeline(make_column_transformer(readings, varieties), Ridge(alpha=20.0))


@answer
def score(apples: pd.DataFrame, weeks: pd.Series, k: int, seed: int) -> float:
    """Return the mean R² over five folds."""
    folds = KFold(5, shuffle=True, random_state=seed)
    return float(cross_val_score(_notebook(k), apples, weeks, cv=folds).mean())


@answer
def forecast(apples: pd.DataFrame, weeks: pd.Series, new: pd.DataFrame, k: int) -> np.ndarray:
    """Return for how many weeks each apple of `new` will keep."""
    return _notebook(k).fit(apples, weeks).predict(new)


equivalent(
    "make_column_transformer(readings, varieties) -> make_column_transformer(varieties, readings)",
    "the model does not care about the order of its columns",
)


@bug(
    score,
    "All apples are prepared before there are any folds. The held-out ones have helped to choose the columns, by their own weeks.",
)
def prepares_everything_first(apples: pd.DataFrame, weeks: pd.Series, k: int, seed: int) -> float:
    X = prepare(apples, weeks, k)
    folds = KFold(5, shuffle=True, random_state=seed)
    return float(cross_val_score(Ridge(alpha=20.0), X, weeks, cv=folds).mean())


@bug(
    forecast,
    "Old and new apples are prepared together, so that their columns match. Every new apple has a say in the means, the deviations and the varieties of all.",
)
def prepares_old_and_new_together(apples: pd.DataFrame, weeks: pd.Series, new: pd.DataFrame, k: int) -> np.ndarray:
    together = pd.concat([apples, new], ignore_index=True)
    X = prepare(together, weeks.reset_index(drop=True), k)
    model = Ridge(alpha=20.0).fit(X[: len(apples)], weeks)
    return model.predict(X[len(apples) :])


@mistake(
    score,
    "Filling and scaling are done inside the folds now, and the columns are still chosen outside, on all weeks. Of all steps, that is the one which looks at what is to be told.",
)
def chooses_outside(apples, weeks, k, seed):
    return _scored(apples, weeks, k, seed, chosen_by="all")


@mistake(
    score,
    "The columns are chosen within each fold. Gaps are filled, and readings scaled, on all apples before: the held-out ones had a say in these means.",
)
def scales_outside(apples, weeks, k, seed):
    return _scored(apples, weeks, k, seed, filled_by="all", scaled_by="all")


@mistake(
    score,
    "Gaps are filled before there are folds, with means of all apples. The rest is learned where it should be.",
)
def fills_outside(apples, weeks, k, seed):
    return _scored(apples, weeks, k, seed, filled_by="all")


@mistake(
    score,
    "The apples held out are scaled by their own mean and deviation, and their gaps filled with their own means. To them, too, applies what the training said.",
)
def scales_the_held_by_themselves(apples, weeks, k, seed):
    return _scored(apples, weeks, k, seed, held_by="held")


@mistake(score, "These are scores on the apples that were learned from. Which ones does $R^2$ have to be taken on?")
def scores_training_apples(apples, weeks, k, seed):
    return _scored(apples, weeks, k, seed, asked="train")


@mistake(score, "The folds are five pieces of the table, from top to bottom. They were to be shuffled, by the seed.")
def never_shuffles(apples, weeks, k, seed):
    return _scored(apples, weeks, k, None)


@mistake(score, "The forecasts of all folds are thrown together for a single $R^2$. Asked for is the mean of five.")
def one_for_all(apples, weeks, k, seed):
    return _scored(apples, weeks, k, seed, single=True)


@mistake(score, "The score is not a number as soon as a fold holds a variety that the other four do not have.")
def stops_at_a_variety(apples, weeks, k, seed):
    for train, held in KFold(5, shuffle=True, random_state=seed).split(apples):
        if not set(apples["variety"].iloc[held]) <= set(apples["variety"].iloc[train]):
            return float("nan")
    return _scored(apples, weeks, k, seed)


@mistake(forecast, "A new variety stops the forecast. What was asked for one that was not learned?")
def stops_at_a_new_variety(apples, weeks, new, k):
    return _notebook(k, "error").fit(apples, weeks).predict(new)


@mistake(
    forecast,
    "The columns are those of the training, and the new apples are scaled by their own means. One apple alone is its own mean.",
)
def scales_new_ones_by_themselves(apples, weeks, new, k):
    X = prepare(apples, weeks, k)
    readings = np.log(new.filter(regex="^nm_"))
    readings = readings.fillna(readings.mean())
    readings = (readings - readings.mean()) / readings.std(ddof=0)
    asked = readings.join(pd.get_dummies(new["variety"], dtype=float)).reindex(columns=X.columns, fill_value=0.0)
    return Ridge(alpha=20.0).fit(X, weeks).predict(asked.fillna(0.0))


@mistake(forecast, "Readings are taken by their place. In `new`, columns may stand in another order.")
def goes_by_place(apples, weeks, new, k):
    readings = [name for name in apples if name.startswith("nm_")]
    moved = new[[name for name in new if name.startswith("nm_")]].set_axis(readings, axis=1)
    return forecast(apples, weeks, moved.join(new["variety"]), k)


@mistake(forecast, "A gap in `new` is taken for a reading of 1, the logarithm of which is 0. The training has a mean for it.")
def fills_new_gaps_with_nothing(apples, weeks, new, k):
    names = [name for name in apples if name.startswith("nm_")]
    return forecast(apples, weeks, new.assign(**{name: new[name].fillna(1.0) for name in names}), k)


@check("finds nothing where the weeks were drawn by lot: as a mean over 4 tables, the score is below 0.15")
def by_lot(learner, rng):
    scores = []
    for _ in range(4):
        apples, _ = _harvest(rng, 40)
        weeks = pd.Series(rng.normal(14, 4, size=40), index=apples.index)
        scores.append(_number(learner.score(apples, weeks, 20, _seed(rng))))
    expect(float(np.mean(scores))).between(-50, 0.15)


@check("scores each fold by what the other four say, and by nothing else")
def fold_by_fold(learner, rng):
    apples, weeks = _harvest(rng, int(rng.integers(33, 48)))
    k, seed = int(rng.integers(8, 20)), _seed(rng)
    expect(_number(learner.score(apples, weeks, k, seed))).close(_scored(apples, weeks, k, seed))


@check("keeps a single apple of absurd readings from the forecasts for the folds that it is not learned in")
def absurd(learner, rng):
    apples, weeks = _harvest(rng, 30)
    apples.loc[apples.index[3], [name for name in apples if name.startswith("nm_")]] = 1e9
    seed = _seed(rng)
    expect(_number(learner.score(apples, weeks, 6, seed))).close(_scored(apples, weeks, 6, seed))


@check("scores folds with a variety that the other four do not have")
def lone_variety(learner, rng):
    apples, weeks = _harvest(rng, 30)
    apples.loc[apples.index[int(rng.integers(30))], "variety"] = "Cox"
    seed = _seed(rng)
    expect(_number(learner.score(apples, weeks, 6, seed))).close(_scored(apples, weeks, 6, seed))


@check("forecasts new apples, one as well as many, by what was learned from the others")
def new_apples(learner, rng):
    apples, weeks = _harvest(rng, 40)
    new = _harvest(rng, 8)[0]
    told = forecast(apples, weeks, new, 6)
    for rows, right in ((new, told), (new[:1], told[:1]), (new[5:7], told[5:7])):
        expect(_array(learner.forecast(apples, weeks, rows, 6))).close(right)


@check("goes on where a new apple has nothing but gaps")
def gaps(learner, rng):
    apples, weeks = _harvest(rng, 40)
    new = _harvest(rng, 4)[0]
    new.loc[new.index[2], [name for name in new if name.startswith("nm_")]] = np.nan
    told = forecast(apples, weeks, new, 6)
    for rows, right in ((new, told), (new[2:3], told[2:3])):
        expect(_array(learner.forecast(apples, weeks, rows, 6))).close(right)


@check("goes on where a new apple is of a variety that was not learned")
def varieties(learner, rng):
    apples, weeks = _harvest(rng, 40)
    new = _harvest(rng, 4)[0].fillna(7.0)
    new.loc[new.index[3], "variety"] = "Cox"
    told = forecast(apples, weeks, new, 6)
    for rows, right in ((new[:3], told[:3]), (new, told), (new[3:], told[3:])):
        expect(_array(learner.forecast(apples, weeks, rows, 6))).close(right)


@check("takes columns by their names, and none but the readings and the variety")
def by_name(learner, rng):
    apples, weeks = _harvest(rng, 40)
    new = _harvest(rng, 5)[0]
    told = forecast(apples, weeks, new, 7)
    moved = new.assign(crate=rng.integers(99, size=5), grams=rng.normal(150, 20, size=5), note="bruised")
    weighed, seed = apples.assign(grams=10 * weeks + rng.normal(size=40)), _seed(rng)
    expect(_array(learner.forecast(weighed, weeks, moved[rng.permutation(moved.columns)], 7))).close(told)
    expect(_number(learner.score(weighed, weeks, 7, seed))).close(_scored(apples, weeks, 7, seed))


@check("forecasts as many weeks as there are new apples, whatever their labels are")
def any_labels(learner, rng):
    apples, weeks = _harvest(rng, 40)
    new = _harvest(rng, 6)[0]
    labels = [*apples.index[:3], *apples.index[:3]]
    told = forecast(apples, weeks, new, 5)
    expect(_array(learner.forecast(apples, weeks, new.set_axis(labels), 5))).close(told)


@check("leaves the tables it is given as they are")
def unchanged(learner, rng):
    apples, weeks = _harvest(rng, 20)
    expect(learner.score).leaves_unchanged(apples, weeks, 4, 1)
    expect(learner.forecast).leaves_unchanged(apples, weeks, _harvest(rng, 3)[0], 4)


def _harvest(rng, n):
    """Apples with 150 readings, of which a few know something of the weeks."""
    light = rng.normal(size=(n, 150))
    weeks = 14 + light[:, :5] @ rng.normal(1.2, 0.3, size=5) + rng.normal(0, 2.5, size=n)
    readings = np.where(rng.random(light.shape) < 0.05, np.nan, np.exp(light * 0.4 + 2))
    labels = [f"apple {at}" for at in rng.choice(1000, size=n, replace=False)]
    apples = pd.DataFrame(readings, index=labels, columns=[f"nm_{400 + 4 * at}" for at in range(150)])
    apples.insert(0, "variety", rng.choice(["Gala", "Elstar", "Boskoop", "Fuji"], size=n).tolist())
    return apples[rng.permutation(apples.columns)], pd.Series(weeks, index=labels)


def _scored(
    apples, weeks, k, seed, *, filled_by="train", scaled_by="train", chosen_by="train", held_by="train", asked="held", single=False
):
    """The score, step by step; who has a say in a step is told by its argument."""
    logs = np.log(apples.filter(regex="^nm_").to_numpy())
    y, kinds = weeks.to_numpy(), apples["variety"].to_numpy(dtype=object)
    folds = KFold(5) if seed is None else KFold(5, shuffle=True, random_state=seed)
    right, told = [], []
    for train, held in folds.split(y):
        rows = {"train": train, "held": held, "all": np.arange(len(y))}
        z = _scaled(logs, logs[rows[filled_by]], rows[scaled_by])
        seen = _scaled(logs, logs[rows["all" if chosen_by == "all" else filled_by]], rows[chosen_by])[rows[chosen_by]]
        strength = np.abs((y[rows[chosen_by]] - y[rows[chosen_by]].mean()) @ seen)
        if held_by == "held":
            z[held] = _scaled(logs, logs[held], held)[held]
        best = np.argsort(-strength)[:k]
        X = np.hstack([z[:, best], (kinds[:, None] == sorted(set(kinds[train]))).astype(float)])
        right.append(y[rows[asked]])
        told.append(Ridge(alpha=20.0).fit(X[train], y[train]).predict(X[rows[asked]]))
    if single:
        right, told = [np.concatenate(right)], [np.concatenate(told)]
    return float(np.mean([1 - ((a - b) ** 2).sum() / ((a - a.mean()) ** 2).sum() for a, b in zip(right, told, strict=True)]))


def _scaled(logs, known, rows):
    full = np.where(np.isnan(logs), np.nanmean(known, axis=0), logs)
    return (full - full[rows].mean(axis=0)) / full[rows].std(axis=0)


def _number(reply):
    expect(reply).is_a(float)
    expect(bool(np.isfinite(reply))).is_true("the score is a number", f"it is {reply}")
    return float(reply)


def _array(reply):
    expect(reply).is_a(np.ndarray, "Series", list)
    return np.asarray(reply, dtype=float)


def _seed(rng):
    return int(rng.integers(10**6))
