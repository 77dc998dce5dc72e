# The rest is as in the author's answer.
class Forecast(Forecast):
    def fit_scale(self, X):
        self.mean.copy_(X.mean(dim=0))
        self.std.copy_(X.std(dim=0, correction=0))
        for i in range(len(self.std)):
            if X[:, i].max() == X[:, i].min():
                self.std[i] = 1
