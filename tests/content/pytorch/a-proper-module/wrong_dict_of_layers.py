# The rest is as in the author's answer.
class Forecast(Forecast):
    def __init__(self, columns, widths):
        super().__init__(columns, widths)
        layers = dict(enumerate(self.layers))
        del self.layers
        self.layers = layers

    def forward(self, X, hour):
        H = torch.cat([(X - self.mean) / self.std, self.clock[hour]], dim=1)
        for i in range(len(self.layers) - 1):
            H = torch.tanh(self.layers[i](H))
        return self.layers[len(self.layers) - 1](H).squeeze(1) + self.by_hour[hour]
