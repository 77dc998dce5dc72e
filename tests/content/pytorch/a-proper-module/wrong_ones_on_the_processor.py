# The rest is as in the author's answer.
class Forecast(Forecast):
    def fit_scale(self, X):
        self.mean.copy_(X.mean(dim=0))
        self.std.copy_(torch.where(X.amax(dim=0) > X.amin(dim=0), X.std(dim=0, correction=0), torch.ones(X.shape[1])))
