# The rest is as in the author's answer.
def numbers(table):
    def read(value):
        try:
            return float(value)
        except (TypeError, ValueError):
            return float("nan")

    return pd.DataFrame({name: [read(value) for value in column] for name, column in table.items()}, index=table.index, dtype=float)


def scaled(train, new):
    mean, width = train.mean(), train.std(ddof=0)
    return (train - mean) / width, (new - mean) / width


def scores(models, X, y, seed):
    found = {}
    for name, model in models.items():
        folds = KFold(n_splits=4, shuffle=True, random_state=np.random.RandomState(seed))
        parts = [
            clone(model).fit(X.iloc[train], y.iloc[train]).score(X.iloc[test], y.iloc[test]) for train, test in folds.split(X)
        ]
        found[name] = float(np.mean(parts))
    return found


def best(models, X, y, seed):
    ranked = sorted(scores(models, X, y, seed).items(), key=lambda pair: pair[1])
    winner = models[ranked[-1][0]]
    return type(winner)(**winner.get_params()).fit(X, y)


def error(model, X, y):
    return float(np.mean([abs(sold - said) for sold, said in zip(y.iloc[:, 0], model.predict(X))]))


def forecast(model, row):
    one = pd.DataFrame({name: [row[name]] for name in model.feature_names_in_})
    return model.predict(one).item()
