# The rest is as in the author's answer.
class OneHot(OneHot):
    def fit(self, column):
        super().fit([level for level in column if level != "other"])
        self.places["other"] = len(self.places)
        return self

    def transform(self, column):
        known = [level if level in self.places else "other" for level in column]
        return np.eye(len(self.places))[[self.places[level] for level in known]]
