# The rest is as in the author's answer.
from sklearn.model_selection import PredefinedSplit
from sklearn.preprocessing import OrdinalEncoder, TargetEncoder


def ordinal(column, order):
    encoder = OrdinalEncoder(categories=[order], handle_unknown="use_encoded_value", unknown_value=np.nan)
    encoder.fit(np.array(order, dtype=object)[:, None])
    return encoder.transform(np.array(column, dtype=object)[:, None])[:, 0]


class Target:
    def __init__(self, m):
        self.m = float(m)

    def _encoder(self, **options):
        return TargetEncoder(smooth=self.m, target_type="continuous", **options)

    def fit(self, column, y):
        self.encoder = self._encoder().fit(np.array(column, dtype=object)[:, None], np.asarray(y, dtype=float))
        return self

    def transform(self, column):
        return self.encoder.transform(np.array(column, dtype=object)[:, None]).ravel()

    def fit_transform(self, column, y, fold):
        self.encoder = self._encoder(cv=PredefinedSplit(fold))
        return self.encoder.fit_transform(np.array(column, dtype=object)[:, None], np.asarray(y, dtype=float)).ravel()
