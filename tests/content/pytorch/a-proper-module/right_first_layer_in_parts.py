# The rest is as in the author's answer.
class Forecast(Forecast):
    @torch.no_grad()
    def fit_scale(self, X):
        centred = X - X.mean(dim=0)
        self.mean[:] = X.mean(dim=0)
        self.std[:] = centred.square().mean(dim=0).sqrt().masked_fill((X == X[:1]).all(dim=0), 1)

    def forward(self, X, hour):
        first, n = self.layers[0], X.shape[1]
        H = (X - self.mean) / self.std @ first.weight[:, :n].T + (self.clock @ first.weight[:, n:].T)[hour] + first.bias
        for layer in list(self.layers)[1:]:
            H = layer(H.tanh())
        return H.reshape(-1) + torch.index_select(self.by_hour, 0, hour)
