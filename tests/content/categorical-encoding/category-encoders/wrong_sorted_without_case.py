# The rest is as in the author's answer.
class OneHot(OneHot):
    def fit(self, column):
        super().fit(column)
        self.places = {level: place for place, level in enumerate(sorted(self.places, key=str.lower))}
        return self
