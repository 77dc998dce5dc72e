import numpy as np
from sklearn.impute import KNNImputer, SimpleImputer


class Imputer:
    def __init__(self, kind, neighbours=5, drop_above=0.5):
        self.kind, self.neighbours, self.drop_above = kind, neighbours, drop_above

    def fit(self, X):
        share = np.isnan(X).mean(axis=0)
        self.kept = (share <= self.drop_above) & (share < 1)
        if self.kind == "nearest":
            self.inner = KNNImputer(n_neighbors=self.neighbours, add_indicator=True)
        else:
            self.inner = SimpleImputer(strategy=self.kind.replace("-", "_"), add_indicator=True)
        self.inner.fit(X[:, self.kept])
        return self

    def transform(self, X):
        return self.inner.transform(X[:, self.kept])
