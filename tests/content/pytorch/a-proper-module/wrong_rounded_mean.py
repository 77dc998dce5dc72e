# The rest is as in the author's answer.
class Forecast(Forecast):
    def fit_scale(self, X):
        self.mean.copy_(X.sum(dim=0) / len(X))
        std = (X - self.mean).square().mean(dim=0).sqrt()
        self.std.copy_(torch.where(std != 0, std, 1))
