# The rest is as in the author's answer.
class Forecast(Forecast):
    def fit_scale(self, X):
        self.mean.copy_(X.mean(dim=0))
        std = X.std(dim=0, correction=0)
        self.std.copy_(torch.where(std > 1e-3, std, 1))
