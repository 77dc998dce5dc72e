# The rest is as in the author's answer.
class Forecast(Forecast):
    def forward(self, X, hour):
        return super().forward(X, hour).detach() + 0 * self.by_hour.sum()
