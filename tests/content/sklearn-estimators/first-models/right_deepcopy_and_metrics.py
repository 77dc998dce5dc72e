# The rest is as in the author's answer.
from copy import deepcopy

from sklearn.base import is_classifier
from sklearn.metrics import accuracy_score, r2_score


def train(model, table, target):
    others = [name for name in table.columns if name != target]
    return deepcopy(model).fit(table[others], table[target])


def predictions(fitted, rows):
    missing = set(fitted.feature_names_in_) - set(rows.columns)
    if missing:
        raise KeyError(f"no columns {sorted(missing)}")
    answers = fitted.predict(rows.reindex(columns=list(fitted.feature_names_in_)))
    return pd.Series(dict(zip(rows.index, answers.tolist(), strict=True)))


def score(fitted, rows, target):
    measure = accuracy_score if is_classifier(fitted) else r2_score
    return measure(rows[target], predictions(fitted, rows))


def probabilities(fitted, rows, label):
    place = fitted.classes_.tolist().index(label)
    return pd.Series([chances[place] for chances in fitted.predict_proba(rows.loc[:, fitted.feature_names_in_])], rows.index)


def compare(models, table, target, seed):
    X, y = table.drop(target, axis=1), table[target]
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=seed)
    rows = []
    for name, model in models.items():
        fitted = clone(model).fit(X_train, y_train)
        rows.append({"model": name, "train": fitted.score(X_train, y_train), "test": fitted.score(X_test, y_test)})
    return pd.DataFrame(rows).set_index("model").sort_values("test")[::-1]


def fresh(fitted, **changes):
    return type(fitted)(**{**fitted.get_params(), **changes})
