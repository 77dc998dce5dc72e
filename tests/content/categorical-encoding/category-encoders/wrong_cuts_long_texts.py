# The rest is as in the author's answer.
class OneHot(OneHot):
    def fit(self, column):
        super().fit(column)
        self.kind = np.array([*self.places, " "]).dtype
        return self

    def transform(self, column):
        return super().transform(np.array(column, dtype=self.kind).tolist())
