# The rest is as in the author's answer.
import pandas as pd
from sklearn.exceptions import NotFittedError


class Hinges(OneToOneFeatureMixin, TransformerMixin, BaseEstimator):
    def __init__(self, count=3):
        self.count = count

    def fit(self, X, y=None):
        if type(self.count) is bool or not isinstance(self.count, Integral) or self.count < 1:
            raise ValueError("count: a whole number from 1 on")
        table = pd.DataFrame(validate_data(self, X))
        self.knots_ = [self._of(table[column]) for column in table]
        return self

    def _of(self, column):
        shares = [i / (self.count + 1) for i in range(1, int(self.count) + 1)]
        found = sorted(set(column.quantile(shares).tolist()))
        return [knot for knot in found if column.min() < knot < column.max()]

    def transform(self, X):
        if not hasattr(self, "knots_"):
            raise NotFittedError("fit first")
        names = self.get_feature_names_out()
        table = validate_data(self, X, reset=False)
        out = np.empty((len(table), len(names)))
        place = 0
        for column, knots in zip(table.T, self.knots_):
            out[:, place] = column
            for place, knot in enumerate(knots, place + 1):
                out[:, place] = (column - knot) * (column > knot)
            place += 1
        return out

    def get_feature_names_out(self, input_features=None):
        names = super().get_feature_names_out(input_features)
        return np.array(
            [f"{name}_{at}" if at else name for name, knots in zip(names, self.knots_) for at in range(len(knots) + 1)], dtype=object
        )


class Prepare(TransformerMixin, BaseEstimator):
    def __init__(self, numbers, columns, categories, text):
        self.numbers, self.columns, self.categories, self.text = numbers, columns, categories, text

    def fit(self, X, y=None):
        self.numbers_ = clone(self.numbers).fit(X[self.columns], y)
        self.values_ = [(name, value) for name in self.categories for value in sorted(set(self._filled(X[name])))]
        self.words_ = CountVectorizer().fit(self._texts(X))
        return self

    @staticmethod
    def _filled(column):
        return ["missing" if pd.isna(value) else value for value in column]

    def _texts(self, X):
        return ["" if pd.isna(value) else value for value in X[self.text]]

    def transform(self, X):
        blocks = [self.numbers_.transform(X[self.columns])]
        filled = {name: np.array(self._filled(X[name]), dtype=object) for name in self.categories}
        blocks += [(filled[name] == value).astype(float).reshape(-1, 1) for name, value in self.values_]
        blocks.append(self.words_.transform(self._texts(X)).toarray())
        return np.hstack(blocks)

    def get_feature_names_out(self, input_features=None):
        return np.array(
            [f"numbers__{name}" for name in self.numbers_.get_feature_names_out(self.columns)]
            + [f"categories__{name}_{value}" for name, value in self.values_]
            + [f"text__{word}" for word in self.words_.get_feature_names_out()],
            dtype=object,
        )


def pipeline(numbers: list[str], categories: list[str], text: str, model) -> Pipeline:
    of_numbers = Pipeline([("median", SimpleImputer(strategy="median")), ("hinges", Hinges()), ("scale", StandardScaler())])
    return Pipeline([("prepare", Prepare(of_numbers, numbers, categories, text)), ("model", clone(model))])
