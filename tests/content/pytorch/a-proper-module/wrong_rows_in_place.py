# The rest is as in the author's answer.
class Forecast(Forecast):
    def forward(self, X, hour):
        X -= self.mean
        H = torch.cat([X / self.std, self.clock[hour]], dim=1)
        for layer in self.layers[:-1]:
            H = torch.tanh(layer(H))
        return self.layers[-1](H).squeeze(1) + self.by_hour[hour]
