import numpy as np
import pandas as pd


class Scaler:
    def __init__(self, kind: str) -> None:
        self.kind = kind

    def fit(self, X):
        table = pd.DataFrame(X)
        if self.kind == "min-max":
            self.c, self.w = table.min(), table.max() - table.min()
        elif self.kind == "z-score":
            self.c, self.w = table.mean(), table.std(ddof=0)
        else:
            self.c, self.w = table.median(), table.quantile(0.75) - table.quantile(0.25)
        self.w = self.w.mask((table.nunique() == 1) | (self.w == 0), 1.0).to_numpy()
        self.c = self.c.to_numpy()
        return self

    def transform(self, X):
        return ((pd.DataFrame(X) - self.c) / self.w).to_numpy()

    def inverse(self, Z):
        return (pd.DataFrame(Z) * self.w + self.c).to_numpy()


def unit_rows(X):
    lengths = np.sqrt(np.einsum("ij,ij->i", X, X))[:, np.newaxis]
    units = np.divide(X, lengths, out=np.zeros(X.shape), where=lengths > 0)
    return units, lengths
