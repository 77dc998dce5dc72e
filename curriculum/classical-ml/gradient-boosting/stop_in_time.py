r'''Stop in time

Three practices want to know beforehand how many minutes an appointment will take. The same kind of model is trained for all of them (`model`, which is given), and you choose its
settings. Write `settings(practices)`, which returns a list with one `(depth, rate, rounds)` for each practice:

- `depth`, a whole number from 1 to 5, is how many questions a tree asks at most on its way to a leaf;
- `rate` is from 0.01 to 1;
- `rounds` is a whole number from 1 to the practice's budget.

A practice is `(X, y, patient, budget)`. Each of the 150 to 1,500 rows of the array `X` is an appointment, in no particular order. Some of its six columns describe the appointment, others
the patient, and are the same in all rows of a patient. `y` holds the minutes, `patient` tells whose appointment it was (0, 1, 2, …), and `budget`, from 3 to 30, how many rounds the
practice can afford. All of them stay as they are.

Then `model(depth, rate, rounds)` is trained on all rows of the practice, and asked about 1,500 appointments of patients whom it has never seen. Let $m$ be the minutes that such an
appointment takes on average, $p$ what the model says, and $\bar y$ the mean of `y`. Of what can be known, the model knows

$$1 - \frac{\sum (p - m)^2}{\sum (\bar y - m)^2}.$$

Less than nothing counts as 0, and so do settings that are not allowed. The score is the mean over three practices; three quarters, or a little more, are enough. Before that, `settings`
is tried on single practices, in each of which something else matters; there, half of what can be known is enough.

Fifty trainings for each practice are affordable, many hundreds are too slow. To try things on, `practice` is given. It makes up a practice of a simple kind; yours are of other kinds.

```python
rng = np.random.default_rng(0)
len(settings([practice(rng), practice(rng, budget=5)]))    # 2
len(settings([practice(rng)])[0])    # 3, a depth, a rate and a number of rounds
```
'''

import numpy as np
from sklearn.ensemble import HistGradientBoostingRegressor

from mlestone.proving import (
    afterwards,
    altered,
    answer,
    baseline,
    challenge,
    check,
    data,
    expect,
    given,
    helper,
    hints,
    mistake,
    score,
)

hints(
    "Which rows can tell how the model does on patients it has never seen? Not those it has learned from. All of the others?",
    "Deal the patients into parts. Train on all parts but one, and look at the loss on the one after each round: `staged_predict` tells all rounds of one training. "
    "Parts that take turns make the choice steadier.",
    "Add up the curves of all parts, for a few depths and rates each, and take the lowest point of all. Where few rounds are allowed, some of the rates have to be large.",
)

afterwards(
    "`GroupKFold` deals patients into parts. `GridSearchCV` with it and `groups=patient` would find such settings too, with one training for each number of rounds where one would do for all of "
    "them. XGBoost's and LightGBM's `cv` take the folds and return the mean curve, round by round."
)


@given
def model(depth, rate, rounds):
    """The model that is trained with your settings."""
    return HistGradientBoostingRegressor(
        max_depth=depth, learning_rate=rate, max_iter=rounds, min_samples_leaf=5, early_stopping=False
    )


@given
def practice(rng, patients=60, visits=5, budget=25):
    """(X, y, patient, budget); on average over patients an appointment takes 40 + 3 * X[:, 0] + 3 * X[:, 2] minutes."""
    patient = rng.permutation(np.repeat(np.arange(patients), visits))
    home = rng.normal(size=(patients, 2))[patient]
    X = np.hstack([home, rng.normal(size=(len(patient), 4))])
    y = 40 + 3 * X[:, 0] + 3 * X[:, 2] + 2 * rng.normal(size=patients)[patient] + rng.normal(size=len(patient))
    return X, y, patient, budget


@helper
def _parts(keys):
    """A half, 0 or 1, for each row; rows with the same key are in the same one."""
    return np.random.default_rng(0).permutation(keys.max() + 1)[keys] % 2


@helper
def _curve(X, y, half, setting):
    """The mean of the squared errors after each round; each half is predicted from the other."""
    curve = 0
    for held in (half == 0, half == 1):
        fitted = model(*setting).fit(X[~held], y[~held])
        curve = curve + np.array([np.mean((told - y[held]) ** 2) for told in fitted.staged_predict(X[held])])
    return curve


@helper
def _lowest(X, y, half, budget, depths=(1, 2, 4), rates=None):
    """The setting with the lowest loss on rows that were not learned from."""
    rates = rates or ((0.3, 0.6, 1.0) if budget < 10 else (0.1, 0.3))
    curves = {(depth, rate): _curve(X, y, half, (depth, rate, budget)) for depth in depths for rate in rates}
    best = min(curves, key=lambda setting: curves[setting].min())
    return *best, int(curves[best].argmin()) + 1


@answer
def settings(practices: list[tuple]) -> list[tuple]:
    """Return (depth, rate, rounds) for each of `practices`."""
    return [_lowest(X, y, _parts(patient), budget) for X, y, patient, budget in practices]


@data
def three_practices(rng):
    drawn = [_practice(rng, kind) for kind in rng.permutation(["regulars", "woven", "hurried"])]
    return challenge(inputs=([seen for seen, _ in drawn],), hidden=drawn)


@score("share of what can be known", better="higher", bar=0.7)
def share_known(hidden, reply):
    return float(np.mean([max(0.0, _known(drawn, told)) for drawn, told in zip(hidden, reply, strict=True)]))


@baseline("takes a depth of 3 and a rate of 0.1, and all rounds that can be had")
def as_the_library_has_it(practices):
    return [(3, 0.1, budget) for *_, budget in practices]


deals_rows = mistake(
    settings,
    "The rows that judge are other appointments of patients whose appointments were learned from. Who is recognised is predicted well, and every round of "
    "recognising looks like a gain. Who will be new when the model is in use?",
)(altered({"_parts(patient)": "_parts(np.arange(len(y)))"}))


@mistake(
    settings,
    "These are the settings with the lowest loss on rows that were learned from: the deepest trees, the largest steps, and every round there is. Rows that the "
    "model has seen, alone or among others, cannot say when it is enough.",
)
def judges_by_training_rows(practices):
    return [(5, 1.0, budget) for *_, budget in practices]


one_rate_for_all = mistake(
    settings,
    "The rate is 0.1 everywhere. With a handful of rounds such steps do not get far: how large would they have to be?",
)(altered({"_parts(patient), budget)": "_parts(patient), budget, rates=(0.1,))"}))

stumps_for_all = mistake(
    settings,
    "All trees are stumps. A sum of stumps treats every column by itself, whatever the others say.",
)(altered({"_parts(patient), budget)": "_parts(patient), budget, depths=(1,))"}))

spends_what_it_likes = mistake(
    settings,
    "Some of these take more rounds than the practice can afford. What is best among those it can?",
)(altered({"_parts(patient), budget)": "_parts(patient), 30)"}))


@check("gives each practice a depth, a rate and rounds within its budget")
def within_the_limits(learner, rng):
    _told(learner, [_practice(rng, "hurried", patients=40, budget=budget)[0] for budget in (3, 4)])


@check("leaves the tables as they were")
def leaves(learner, rng):
    expect(learner.settings).leaves_unchanged([practice(rng, patients=30, budget=3)])


@check("takes steps that are large enough where there are only three rounds")
def few_rounds(learner, rng):
    _demand(learner, _practice(rng, "hurried", budget=3))


@check("lets columns act together where they do")
def columns_together(learner, rng):
    _demand(learner, _practice(rng, "woven"))


@check("learns about appointments, not about patients, where these differ most")
def who_is_who(learner, rng):
    _demand(learner, _practice(rng, "regulars", budget=30))


def _demand(learner, drawn):
    [told] = _told(learner, [drawn[0]])
    known = _known(drawn, told)
    said = f"with {_spelled(told)}, it knows {known:.2f} of what can be known about new patients"
    expect(known >= 0.5).is_true("it knows at least half of what can be known about new patients", said)


def _told(learner, practices):
    """What is told for these practices, when it is within the limits."""
    reply = learner.settings(practices)
    expect(reply).is_a(list, tuple, np.ndarray).has_length(len(practices))
    for told, (*_, budget) in zip(reply, practices):
        expect(told).is_a(tuple, list, np.ndarray).has_length(3)
        said = f"{_spelled(told)}, where the budget is {budget}"
        allowed = "a depth from 1 to 5, a rate from 0.01 to 1, and rounds from 1 to the budget"
        expect(_is_allowed(told, budget)).is_true(allowed, said)
    return reply


def _is_allowed(told, budget):
    try:
        depth, rate, rounds = (float(number) for number in told)
    except (TypeError, ValueError, OverflowError):
        return False
    return depth in range(1, 6) and 0.01 <= rate <= 1 and rounds in range(1, budget + 1)


def _spelled(told):
    return "depth {}, rate {} and {} rounds".format(*told)


# What follows makes practices, and measures what a setting is worth.

_SPREAD = {"regulars": (3.8, 0.3), "woven": (0.3, 0.5), "hurried": (0.5, 1)}  # between patients; within one


def _practice(rng, kind, patients=None, budget=None):
    """A practice, and 1,500 appointments of patients that are not in it, with the minutes they take on average."""
    order, signs = rng.permutation(6), rng.choice([-1, 1], size=4)
    between, within = _SPREAD[kind]

    def appointments(patient):
        number = patient.max() + 1
        home = rng.normal(size=(number, 2))[patient]
        own = rng.normal(size=(len(patient), 4))
        average = _average(kind, *(own * signs).T)
        spread = between * rng.normal(size=number)[patient] + within * rng.normal(size=len(patient))
        return np.hstack([home, own])[:, order], 45 + 2 * (average + spread), 45 + 2 * average

    patients = patients or int(rng.integers(190, 211))
    patient = rng.permutation(np.repeat(np.arange(patients), 7))
    X, y, _ = appointments(patient)
    new, _, average = appointments(np.arange(1500))
    budget = budget or int(rng.integers(3, 6) if kind == "hurried" else rng.integers(22, 28))
    return (X, y, patient, budget), (new, average)


def _average(kind, a, b, c, d):
    """By how much an appointment takes longer than others, on average over patients."""
    if kind == "regulars":
        return 2 * np.sign(a)
    if kind == "woven":
        return 2 * np.sign(a - 0.4) * b + 1.5 * np.sign(b + 0.4) * d + 1.5 * np.sin(2 * c)
    return a + b + c + d


def _known(drawn, told):
    """The share of what can be known about new patients."""
    (X, y, _, budget), (new, average) = drawn
    if not _is_allowed(told, budget):
        return 0.0
    depth, rate, rounds = told
    told = model(int(depth), float(rate), int(rounds)).fit(X, y).predict(new)
    return 1 - np.mean((told - average) ** 2) / np.mean((y.mean() - average) ** 2)
