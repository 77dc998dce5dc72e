# The rest is as in the author's answer.
class Forecast(Forecast):
    def __init__(self, columns, widths):
        super().__init__(columns, widths)
        self.clock = self.clock.double()

    def forward(self, X, hour):
        H = torch.cat([(X - self.mean) / self.std, self.clock[hour].to(X.dtype)], dim=1)
        for layer in self.layers[:-1]:
            H = torch.tanh(layer(H))
        return self.layers[-1](H).squeeze(1) + self.by_hour[hour]
