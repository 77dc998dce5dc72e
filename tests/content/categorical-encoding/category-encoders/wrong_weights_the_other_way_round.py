# The rest is as in the author's answer.
class Target(Target):
    def fit(self, column, y):
        self.mean, self.codes = y.mean(), {}
        for level in set(column):
            mine = y[np.array(column) == level]
            self.codes[level] = (self.m * mine.mean() + len(mine) * self.mean) / (len(mine) + self.m)
        return self
