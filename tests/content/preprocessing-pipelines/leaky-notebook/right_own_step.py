# The rest is as in the author's answer.
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.compose import ColumnTransformer
from sklearn.model_selection import cross_validate
from sklearn.pipeline import Pipeline


class Strongest(TransformerMixin, BaseEstimator):
    def __init__(self, k=10):
        self.k = k

    def fit(self, X, y):
        frame = pd.DataFrame(X)
        self.best_ = frame.corrwith(pd.Series(np.asarray(y))).abs().sort_values(ascending=False).index[: self.k]
        return self

    def transform(self, X):
        return pd.DataFrame(X)[self.best_].to_numpy()


def model(apples, k):
    readings = [name for name in apples if name.startswith("nm_")]
    numbers = Pipeline([
        ("fill", SimpleImputer(strategy="mean")),
        ("scale", StandardScaler()),
        ("choose", Strongest(k)),
    ])
    kinds = OneHotEncoder(handle_unknown="ignore", sparse_output=False)
    both = ColumnTransformer([("varieties", kinds, ["variety"]), ("light", numbers, readings)])
    return Pipeline([("both", both), ("ridge", Ridge(alpha=20.0))])


def in_logarithms(apples):
    return apples.assign(**{name: np.log(apples[name]) for name in apples if name.startswith("nm_")})


def score(apples, weeks, k, seed):
    folds = KFold(5, shuffle=True, random_state=seed)
    return float(np.mean(cross_validate(model(apples, k), in_logarithms(apples), weeks, cv=folds)["test_score"]))


def forecast(apples, weeks, new, k):
    return model(apples, k).fit(in_logarithms(apples), weeks).predict(in_logarithms(new)).tolist()
