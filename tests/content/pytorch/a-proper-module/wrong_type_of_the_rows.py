# The rest is as in the author's answer.
class Forecast(Forecast):
    def fit_scale(self, X):
        self.mean = X.mean(dim=0)
        self.std = torch.where(X.amax(dim=0) > X.amin(dim=0), X.std(dim=0, correction=0), 1)
