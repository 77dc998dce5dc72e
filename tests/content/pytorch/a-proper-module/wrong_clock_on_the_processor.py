# The rest is as in the author's answer.
class Forecast(Forecast):
    def forward(self, X, hour):
        turns = 2 * math.pi * torch.arange(24) / 24
        table = torch.stack([turns.cos(), turns.sin()], dim=1).to(X.dtype)
        H = torch.cat([(X - self.mean) / self.std, table[hour]], dim=1)
        for layer in self.layers[:-1]:
            H = torch.tanh(layer(H))
        return self.layers[-1](H).squeeze(1) + self.by_hour[hour]
