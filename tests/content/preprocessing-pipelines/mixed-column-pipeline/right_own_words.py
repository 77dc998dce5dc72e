# The rest is as in the author's answer.
from sklearn.utils.validation import _check_feature_names_in


class Hinges(TransformerMixin, BaseEstimator):
    def __init__(self, count=3):
        self.count = count

    def fit(self, X, y=None):
        if isinstance(self.count, bool) or not isinstance(self.count, Integral) or self.count <= 0:
            raise ValueError("count")
        X = validate_data(self, X, dtype="float64")
        self.knots_ = {}
        for at in range(X.shape[1]):
            low, high = X[:, at].min(), X[:, at].max()
            found = [float(np.quantile(X[:, at], share / (self.count + 1))) for share in range(1, self.count + 1)]
            self.knots_[at] = sorted({knot for knot in found if low < knot < high})
        return self

    def transform(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, dtype="float64", reset=False)
        columns = []
        for at, knots in self.knots_.items():
            columns.append(X[:, at])
            for knot in knots:
                columns.append(np.where(X[:, at] > knot, X[:, at] - knot, 0.0))
        return np.array(columns).T

    def get_feature_names_out(self, input_features=None):
        check_is_fitted(self)
        given = _check_feature_names_in(self, input_features)
        return np.array(
            [name if not at else f"{name}_{at}" for place, name in enumerate(given) for at in range(len(self.knots_[place]) + 1)],
            dtype=object,
        )


class Words(CountVectorizer):
    def fit(self, raw_documents, y=None):
        return super().fit(raw_documents.fillna(""), y)

    def fit_transform(self, raw_documents, y=None):
        return super().fit_transform(raw_documents.fillna(""), y)

    def transform(self, raw_documents):
        return super().transform(raw_documents.fillna(""))


def pipeline(numbers, categories, text, model):
    of_numbers = Pipeline([("fill", SimpleImputer(strategy="median")), ("hinges", Hinges()), ("z", StandardScaler())])
    kinds = Pipeline([
        ("fill", SimpleImputer(strategy="constant", fill_value="missing")),
        ("ones", OneHotEncoder(handle_unknown="ignore", sparse_output=False)),
    ])
    prepare = ColumnTransformer(
        [("numbers", of_numbers, numbers), ("categories", kinds, categories), ("text", Words(), text)], sparse_threshold=0
    )
    return Pipeline(steps=[("prepare", prepare), ("model", clone(model))])
