# The rest is as in the author's answer.
class Forecast(Forecast):
    def __init__(self, columns, widths):
        super().__init__(columns, widths)
        sizes = [columns + 2, *widths, 1]
        self.layers = nn.Sequential()
        for d, k in zip(sizes, sizes[1:]):
            self.layers.extend([nn.Linear(d, k), nn.Tanh()])
        self.layers.pop(-1)

    def forward(self, X, hour):
        H = torch.cat([(X - self.mean) / self.std, self.clock[hour]], dim=1)
        return self.layers(H).squeeze(1) + self.by_hour[hour]
