# The rest is as in the author's answer.
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import cross_validate


def numbers(table):
    out = table.copy()
    for name in out:
        out[name] = pd.to_numeric(out[name], errors="coerce").astype("float64")
    return out


def scaled(train, new):
    scaler = StandardScaler().set_output(transform="pandas")
    return scaler.fit_transform(train), scaler.transform(new)


def scores(models, X, y, seed):
    splits = list(KFold(4, shuffle=True, random_state=seed).split(X))
    return {name: cross_validate(model, X, y, cv=splits)["test_score"].mean() for name, model in models.items()}


def best(models, X, y, seed):
    name = pd.Series(scores(models, X, y, seed)).idxmax()
    return clone(models[name]).fit(X, y)


def error(model, X, y):
    return mean_absolute_error(y, model.predict(X))


def forecast(model, row):
    return float(model.predict(pd.Series(row).to_frame().T[list(model.feature_names_in_)].astype(float)).squeeze())
