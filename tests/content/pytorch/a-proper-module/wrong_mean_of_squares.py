# The rest is as in the author's answer.
class Forecast(Forecast):
    def fit_scale(self, X):
        self.mean.copy_(X.mean(dim=0))
        variance = X.square().mean(dim=0) - X.mean(dim=0) ** 2
        self.std.copy_(torch.where(X.amax(dim=0) > X.amin(dim=0), variance.clamp(min=0).sqrt(), 1))
