# The rest is as in the author's answer.
import numpy as np


class Transformer:
    def __init__(self, name, fitted=False):
        self.name, self.fitted = name, fitted

    def fit(self, column):
        self.fitted = True
        return self

    def transform(self, column):
        raise NotImplementedError("transform")

    def fit_transform(self, column):
        return self.fit(column).transform(column)


class Clip(Transformer):
    def __init__(self, low, high):
        Transformer.__init__(self, "clip")
        self.low, self.high = low, high

    def transform(self, column):
        return np.clip(np.array(column), self.low, self.high).tolist()


class Scale(Transformer):
    def __init__(self):
        Transformer.__init__(self, "scale")

    def fit(self, column):
        x = np.array(column, float)
        self.low, self.range = x.min(), np.ptp(x)
        return super().fit(column)

    def transform(self, column):
        if not self.fitted:
            raise ValueError("call fit first")
        x = np.array(column, float) - self.low
        return list(x / self.range if self.range > 0 else x)


class Chain(Transformer):
    def __init__(self, parts):
        names = [part.name for part in parts]
        Transformer.__init__(self, " > ".join(names))
        self.first = parts[0] if names else None
        self.rest = Chain(parts[1:]) if names else None

    def fit(self, column):
        if self.first is not None:
            self.first.fit(column)
            self.rest.fit(self.first.transform(column))
        return super().fit(column)

    def transform(self, column):
        if self.first is None:
            return list(column)
        return self.rest.transform(self.first.transform(column))
