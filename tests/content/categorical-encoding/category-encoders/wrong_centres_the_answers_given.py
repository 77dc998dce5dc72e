# The rest is as in the author's answer.
class Target(Target):
    def fit(self, column, y):
        self.mean, self.codes, texts = y.mean(), {}, np.array(column)
        y = np.asarray(y, dtype=float)
        y -= self.mean
        for level in set(column):
            mine = y[texts == level]
            self.codes[level] = self.mean + mine.sum() / (len(mine) + self.m)
        return self

    def fit_transform(self, column, y, fold):
        return super().fit_transform(column, y.astype(float), fold)
