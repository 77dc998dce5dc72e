import numpy as np
import pandas as pd


class Imputer:
    def __init__(self, kind, neighbours=5, drop_above=0.5):
        self.kind, self.neighbours, self.drop_above = kind, neighbours, drop_above

    def fit(self, X):
        table = pd.DataFrame(X)
        share = table.isna().mean()
        self.columns = [c for c in table if share[c] <= self.drop_above and share[c] < 1]
        self.flags = [c for c in self.columns if share[c] > 0]
        self.train = table[self.columns]
        if self.kind == "median":
            self.values = self.train.median()
        elif self.kind == "most-frequent":
            self.values = self.train.mode().iloc[0]
        else:
            self.values = self.train.mean()
        return self

    def transform(self, X):
        table = pd.DataFrame(X)
        kept, flags = table[self.columns], table[self.flags].isna().astype(float)
        if self.kind == "nearest":
            filled = kept.copy()
            for i, row in kept.iterrows():
                distance = ((self.train - row) ** 2).mean(axis=1).dropna().sort_values()
                for c in row.index[row.isna()]:
                    found = self.train.loc[distance.index, c].dropna().head(self.neighbours)
                    filled.loc[i, c] = found.mean() if len(found) else self.values[c]
        else:
            filled = kept.fillna(self.values)
        return pd.concat([filled, flags], axis=1).to_numpy()
