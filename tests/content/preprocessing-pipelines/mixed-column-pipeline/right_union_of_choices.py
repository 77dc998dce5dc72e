# The rest is as in the author's answer.
from sklearn.pipeline import FeatureUnion


class Hinges(OneToOneFeatureMixin, TransformerMixin, BaseEstimator):
    def __init__(self, count=3):
        self.count = count

    def fit(self, X, y=None):
        X = validate_data(self, X)
        if isinstance(self.count, bool) or not isinstance(self.count, (int, np.integer)) or self.count < 1:
            raise ValueError("count")
        at = np.quantile(X, [i / (self.count + 1) for i in range(1, self.count + 1)], axis=0)
        keep = (at > X.min(axis=0)) & (at < X.max(axis=0))
        keep[1:] &= np.diff(at, axis=0) > 0
        knots = [(j, 0, -np.inf) for j in range(X.shape[1])] + [
            (j, i, at[row, j]) for j in range(X.shape[1]) for i, row in enumerate(np.flatnonzero(keep[:, j]), 1)
        ]
        knots.sort()
        self.source_, self.number_, self.at_ = (np.array(part) for part in zip(*knots))
        return self

    def transform(self, X):
        check_is_fitted(self, "at_")
        X = validate_data(self, X, reset=False)[:, self.source_]
        return np.where(self.number_ == 0, X, np.maximum(0, X - np.where(self.number_ == 0, 0, self.at_)))

    def get_feature_names_out(self, input_features=None):
        check_is_fitted(self, "at_")
        names = super().get_feature_names_out(input_features)
        return np.array([f"{names[j]}_{i}" if i else names[j] for j, i in zip(self.source_, self.number_)], dtype=object)


class Pick(BaseEstimator, TransformerMixin):
    def __init__(self, columns):
        self.columns = columns

    def fit(self, X, y=None):
        self.fitted_ = True
        return self

    def transform(self, X):
        return X[self.columns]

    def get_feature_names_out(self, input_features=None):
        return np.array(self.columns if isinstance(self.columns, list) else [self.columns], dtype=object)


class Values(BaseEstimator, TransformerMixin):
    def fit(self, X, y=None):
        self.values_ = {name: sorted({v if isinstance(v, str) else "missing" for v in X[name]}) for name in X}
        return self

    def transform(self, X):
        out = [
            [float((value if isinstance(value, str) else "missing") == known) for value in X[name]]
            for name, knowns in self.values_.items()
            for known in knowns
        ]
        return np.array(out).T.reshape(len(X), -1)

    def get_feature_names_out(self, input_features=None):
        return np.array([f"{name}_{value}" for name, values in self.values_.items() for value in values], dtype=object)


words_of = CountVectorizer().build_analyzer()


def as_texts(column):
    return column.map(lambda text: text if isinstance(text, str) else "")


def words(text):
    return words_of(text) if isinstance(text, str) else []


def pipeline(numbers: list[str], categories: list[str], text: str, model) -> Pipeline:
    prepare = FeatureUnion(
        [
            ("numbers", Pipeline([
                ("pick", Pick(list(numbers))), ("gaps", SimpleImputer(strategy="median")), ("hinges", Hinges()), ("z", StandardScaler()),
            ])),
            ("categories", Pipeline([("pick", Pick(list(categories))), ("values", Values())])),
            ("text", Pipeline([("pick", Pick(text)), ("gaps", FunctionTransformer(as_texts, feature_names_out="one-to-one")), ("count", CountVectorizer(analyzer=words))])),
        ]
    )
    return Pipeline([("prepare", prepare), ("model", clone(model))])
