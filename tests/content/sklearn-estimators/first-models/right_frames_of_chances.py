# The rest is as in the author's answer.
def train(model, table, target):
    X = table.copy()
    y = X.pop(target)
    fitted = type(model)(**model.get_params())
    fitted.fit(X, y)
    return fitted


def probabilities(fitted, rows, label):
    chances = pd.DataFrame(fitted.predict_proba(rows[fitted.feature_names_in_]), rows.index, fitted.classes_)
    try:
        return chances[label]
    except KeyError:
        raise ValueError(f"{label!r} is no class of this model") from None


def compare(models, table, target, seed):
    at_train, at_test = train_test_split(range(len(table)), test_size=0.25, random_state=seed)
    seen, held = table.iloc[at_train], table.iloc[at_test]
    scores = {"train": {}, "test": {}}
    for name, model in models.items():
        fitted = train(model, seen, target)
        scores["train"][name], scores["test"][name] = score(fitted, seen, target), score(fitted, held, target)
    table = pd.DataFrame(scores)
    return table.loc[table["test"].sort_values(ascending=False).index]


def fresh(fitted, **changes):
    new = clone(fitted)
    for name, value in changes.items():
        new.set_params(**{name: value})
    return new
