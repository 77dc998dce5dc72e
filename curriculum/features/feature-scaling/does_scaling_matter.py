r"""Does scaling matter?

A column's unit changes: litres become millilitres, euros become thousands of euros. Who notices? Some of these questions
train the models in question while they are asked, so that their right reply is what happened, not an opinion. Paper, a
calculator or Python are welcome. Distances are Euclidean.
"""

import warnings

import numpy as np
from sklearn.cluster import KMeans
from sklearn.datasets import load_diabetes, load_wine
from sklearn.decomposition import PCA
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import Lasso, LinearRegression, LogisticRegression, Ridge
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import Normalizer, StandardScaler
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from mlestone.proving import ask, hints, question

hints(
    "Does the model add up, or compare, numbers of different columns before it has learned a weight for each?",
    "A penalty adds squared (or absolute) weights of different columns. Which weight has to be large: that of a column of "
    "large numbers, or of small ones?",
    "Averaged over all pairs of rows, a column adds twice its variance to the squared distance. And variance goes with the "
    "square of the unit.",
)

_WINE = load_wine()
_DIABETES = load_diabetes(scaled=False)

# Of each model: how it is called, whether it is one to notice units, how it is made, what to tell who misjudged it.
_CLASSIFIERS = [
    (
        "5 nearest neighbours",
        True,
        lambda: KNeighborsClassifier(5),
        "Its distance adds up squares of all columns, so a new unit changes who is near.",
    ),
    (
        "a support vector machine with the usual (RBF) kernel",
        True,
        SVC,
        "The kernel is a function of the distance between rows, and the distance depends on units.",
    ),
    (
        "5 nearest neighbours on rows divided by their length (`Normalizer`)",
        True,
        lambda: make_pipeline(Normalizer(), KNeighborsClassifier(5)),
        "The length of a row is itself mostly its loudest column; dividing by it does not take units away.",
    ),
    (
        "the first principal component, then a decision tree",
        True,
        lambda: make_pipeline(PCA(1), DecisionTreeClassifier(random_state=0)),
        "The tree would not mind, but the component before it looks for the largest variance, which is a matter of units.",
    ),
    (
        "k-means with 3 clusters",
        True,
        lambda: KMeans(3, n_init=4, random_state=0),
        "Clusters are made of distances to centres, and distances depend on units.",
    ),
    (
        "a decision tree",
        False,
        lambda: DecisionTreeClassifier(random_state=0),
        "It only asks whether one column is below a threshold, and the threshold moves along with the unit.",
    ),
    (
        "a random forest",
        False,
        lambda: RandomForestClassifier(12, random_state=0),
        "Each of its trees looks at one column at a time, and only at the order of the values.",
    ),
    (
        "a linear discriminant",
        False,
        LinearDiscriminantAnalysis,
        "It learns the covariance of the columns and divides by it, unit included.",
    ),
    (
        "Gaussian naive Bayes, without smoothing (`var_smoothing=0`)",
        False,
        lambda: GaussianNB(var_smoothing=0.0),
        "It learns a mean and a deviation for each column by itself, and both move along with the unit.",
    ),
    (
        "5 nearest neighbours behind a `StandardScaler` in one pipeline",
        False,
        lambda: make_pipeline(StandardScaler(), KNeighborsClassifier(5)),
        "Whatever the unit, the scaler divides it out again before distances are taken.",
    ),
]
_REGRESSORS = [
    (
        "ridge regression",
        True,
        lambda: Ridge(50.0),
        "The penalty adds squared weights of all columns, and the weight depends on the unit: it is penalised more, or less, "
        "than before.",
    ),
    (
        "the lasso",
        True,
        lambda: Lasso(2.0),
        "The penalty adds absolute weights of all columns: a column in a larger unit needs a larger weight and pays more.",
    ),
    (
        "the mean of the 5 nearest neighbours",
        True,
        lambda: KNeighborsRegressor(5),
        "Its distance adds up squares of all columns, so a new unit changes who is near.",
    ),
    (
        "linear regression on the first principal component",
        True,
        lambda: make_pipeline(PCA(1), LinearRegression()),
        "The regression would not mind, but the component before it looks for the largest variance, which is a matter of "
        "units.",
    ),
    (
        "linear regression without a penalty",
        False,
        LinearRegression,
        "The weight is divided by what the column was multiplied with; the products, and the predictions, are the same.",
    ),
    (
        "linear regression on all principal components",
        False,
        lambda: make_pipeline(PCA(), LinearRegression()),
        "All components together are only another basis for the same columns: without a penalty the fit is the same plane.",
    ),
    (
        "a decision tree",
        False,
        lambda: DecisionTreeRegressor(max_depth=4, random_state=0),
        "It only asks whether one column is below a threshold, and the threshold moves along with the unit.",
    ),
    (
        "ridge regression behind a `StandardScaler` in one pipeline",
        False,
        lambda: make_pipeline(StandardScaler(), Ridge(50.0)),
        "Whatever the unit, the scaler divides it out again before weights are penalised.",
    ),
]


@question
def which_classifier_notices(rng):
    columns = rng.choice(13, size=4, replace=False)
    names = ", ".join(_WINE.feature_names[column] for column in columns)
    story = f"Bottles of wine are described by {names}."
    return _who_notices(rng, story, _CLASSIFIERS, _WINE.data[:, columns], _WINE.target, _WINE.feature_names, columns)


@question
def which_regression_notices(rng):
    columns = rng.permutation([0, *rng.choice(range(2, 10), size=3, replace=False)])
    names = ", ".join(_DIABETES.feature_names[column] for column in columns)
    story = f"The progression of diabetes is predicted from {names}."
    rows = rng.choice(442, size=200, replace=False)
    X, y = _DIABETES.data[np.ix_(rows, columns)], _DIABETES.target[rows]
    return _who_notices(rng, story, _REGRESSORS, X, y, _DIABETES.feature_names, columns)


@question
def nearest_customer(rng):
    way = str(rng.choice(["as they are", "income in thousands", "divided by widths"]))
    widths = int(rng.integers(8, 16)), int(rng.integers(9, 21)) * 1000
    divisors = {"as they are": (1, 1), "income in thousands": (1, 1000), "divided by widths": widths}
    while True:
        me = np.array([int(rng.integers(25, 60)), int(rng.integers(250, 600)) * 100])
        others = me + np.column_stack([rng.integers(-20, 21, size=4), rng.integers(-150, 151, size=4) * 100])
        ranked = {name: _distances(me, others, divisor) for name, divisor in divisors.items()}
        nearest = {name: int(np.argmin(distances)) for name, distances in ranked.items()}
        clear = all(np.sort(distances)[1] > 1.1 * np.sort(distances)[0] for distances in ranked.values())
        loud, young = (int(np.argmin(np.abs(others[:, at] - me[at]))) for at in (1, 0))
        if clear and loud != young and (way == "as they are" or nearest[way] not in (loud, young)):
            break
    right = nearest[way]
    rows = "\n".join(f"| {name} | {age} | {income} |" for name, (age, income) in zip("PQRS", others))
    done = {
        "as they are": "Both columns are used as they are.",
        "income in thousands": "Before distances are taken, income is written in thousands of euros.",
        "divided by widths": f"Before distances are taken, age is divided by {widths[0]} and income by {widths[1]}.",
    }[way]
    text = (
        f"Who is the nearest neighbour of a customer aged {me[0]} with an income of {me[1]} euros? {done}\n\n"
        f"| customer | age | income (euros) |\n| --- | --- | --- |\n{rows}"
    )
    decoys = {name: "Another customer is nearer: take both differences, scale, square, add." for name in "PQRS"}
    decoys["PQRS"[young]] = "Nearest in age alone; income counts as well."
    decoys["PQRS"[loud]] = "Nearest in income alone: that is what decides while income is in euros, not otherwise."
    return ask.choice(text, right="PQRS"[right], decoys=decoys)


@question
def share_of_the_distance(rng):
    thing, small, factor = _pick(rng, _UNITS)
    spread, other = (int(number) for number in rng.choice(np.arange(2, 16), size=2, replace=False))
    finer = bool(rng.integers(2))
    if finer:
        now, after, new = spread / factor, small[0], spread
        before = small[1]
    else:
        now, after, new = spread * factor, small[1], spread
        before = small[0]
    right = new**2 / (new**2 + other**2)
    text = (
        f"Rows have two columns: {thing}, with a standard deviation of {now:g} {before}, and age, with one of {other} years. "
        f"Then the {thing} is written in {after} instead. What share of the squared distance between two rows, averaged over "
        f"all pairs, comes from the {thing} now? Reply with a number from 0 to 1."
    )
    return ask.number(
        text,
        right=right,
        rtol=0.01,
        mistakes=[
            (now**2 / (now**2 + other**2), "That was the share before the unit changed."),
            (new / (new + other), "Distances add squares: a column counts by its variance, not by its deviation."),
            (0.5, "Only columns of the same variance have equal shares."),
            (right * 100, "Asked for is a number from 0 to 1, not one in %."),
            (other**2 / (new**2 + other**2), f"That is the share of the age, not of the {thing}."),
        ],
    )


@question
def weight_in_another_unit(rng):
    thing, (fine, coarse), factor = _pick(rng, _UNITS)
    weight = float(rng.integers(2, 98)) / 20
    to_coarse = bool(rng.integers(2))
    right = weight * factor if to_coarse else weight / factor
    old, new = (fine, coarse) if to_coarse else (coarse, fine)
    text = (
        f"A linear regression without a penalty predicts a price in euros and gives the {thing}, in {old}, a weight of "
        f"{weight:g}. It is trained again on the same rows, with the {thing} in {new} (a {coarse[:-1]} is {factor} "
        f"{fine}). What is the weight now?"
    )
    return ask.number(
        text,
        right=right,
        mistakes=[
            (weight, "The predictions stay; the weight is euros per unit, and the unit is another one."),
            (
                weight / factor if to_coarse else weight * factor,
                "The other way round: the numbers in the column and the weight change against each other, so that their "
                "product stays.",
            ),
        ],
    )


@question
def what_the_lasso_drops(rng):
    """Three columns that matter alike, in three units; the lasso is trained, and drops or keeps one."""
    thing, units = _pick(rng, _LADDERS)
    order = rng.permutation(3)
    base = np.linalg.qr(rng.normal(size=(200, 3)))[0] * np.sqrt(200)  # without chance correlations
    y = base.sum(axis=1) * 10 + rng.normal(size=200)
    scales = np.array([1000.0, 1.0, 0.001])[order]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        kept = Lasso(0.5, max_iter=20_000).fit(base * scales, y).coef_ * scales  # effect per middle unit; 10 is the truth
    dropped = bool(rng.integers(2))
    chosen = int(np.argmin(np.abs(kept)) if dropped else np.argmax(np.abs(kept)))
    names = [f"column {letter}, in {units[unit]}" for letter, unit in zip("PQR", order)]
    end = "Which weight becomes zero first as the penalty grows?" if dropped else "Which column's effect is shrunk least?"
    text = (
        f"Columns P, Q and R hold three different {thing}: P in {units[order[0]]}, Q in {units[order[1]]}, R in "
        f"{units[order[2]]}. Given in one unit, they would have the same spread and the same effect on what is predicted. "
        f"The lasso, whose penalty is the sum of the absolute weights, is trained on the columns as they are. {end}"
    )
    sentences = {
        "large": "This column holds large numbers, so a tiny weight does its work, and a tiny weight pays hardly any penalty.",
        "middle": "Another column's weight has to be a thousand times as large, or as small, for the same effect.",
        "small": "This column holds small numbers, so its weight has to be large, and pays most of the penalty.",
    }
    decoys = {names[at]: sentences[("large", "middle", "small")[order[at]]] for at in range(3) if at != chosen}
    decoys["all three alike"] = "Equal effects need unequal weights when units differ, and weights are what is penalised."
    return ask.choice(text, right=names[chosen], decoys=decoys)


_UNITS = [
    ("length", ("centimetres", "metres"), 100),
    ("mass", ("grams", "kilograms"), 1000),
    ("volume", ("millilitres", "litres"), 1000),
    ("duration", ("seconds", "minutes"), 60),
    ("width", ("millimetres", "centimetres"), 10),
]
_LADDERS = [
    ("distances", ("millimetres", "metres", "kilometres")),
    ("masses", ("milligrams", "grams", "kilograms")),
    ("durations", ("microseconds", "milliseconds", "seconds")),
]


def _pick(rng, several):
    return several[int(rng.integers(len(several)))]


def _distances(me, others, divisor):
    return np.sqrt((((others - me) / divisor) ** 2).sum(axis=1))


def _who_notices(rng, story, models, X, y, names, columns):
    """Train all models before and after a unit changed; ask for the one that changed, or the one that did not."""
    shuffled = rng.permutation(len(X))
    train, test = shuffled[: len(X) // 2], shuffled[len(X) // 2 :]
    while True:
        column, factor = int(rng.integers(4)), float(rng.choice([1000.0, 0.001]))
        changed = X.copy()
        changed[:, column] *= factor
        notices, others = [], []
        for name, should_notice, make, sentence in models:
            # Where chance had it that nothing came of a new unit, or a tie was broken another way, nobody can tell.
            if _replies_differ(make, X, changed, y, train, test) == should_notice:
                (notices if should_notice else others).append((name, sentence))
        if len(notices) >= 3 and len(others) >= 3:
            break
    asked, rest = (notices, others) if rng.integers(2) else (others, notices)
    right = _pick(rng, asked)[0]
    decoys = dict(rest[at] for at in rng.choice(len(rest), size=3, replace=False))
    verb = "multiplied by 1,000" if factor > 1 else "divided by 1,000"
    which = "does not notice" if asked is others else "notices"
    text = (
        f"{story} One model after the other is trained on half of the rows and replies for the other half. Then "
        f"{names[columns[column]]} is handed over in another unit (all of its values are {verb}, in both halves) and they are "
        f"trained and asked again. Of these four, exactly one {which}. Which one? To notice is to reply differently for at "
        "least one row."
    )
    return ask.choice(text, right=right, decoys=decoys)


def _replies_differ(make, X, changed, y, train, test):
    first, second = (make().fit(table[train], y[train]).predict(table[test]) for table in (X, changed))
    if isinstance(make(), KMeans):
        # Clusters have no names: what counts is who is with whom.
        first, second = (labels[:, None] == labels for labels in (first, second))
    return not np.allclose(first, second, rtol=1e-6)
