# The rest is as in the author's answer.
class Forecast(nn.Module):
    """The clock is worked out when it is asked for; the layers are ones of a class of their own."""

    def __init__(self, columns, widths):
        nn.Module.__init__(self)
        before = [columns + 2] + list(widths)
        after = list(widths) + [1]
        self.layers = nn.ModuleList(map(nn.Linear, before, after))
        self.register_parameter("by_hour", nn.Parameter(torch.zeros(24)))
        self.register_buffer("mean", torch.zeros(columns))
        self.register_buffer("std", torch.ones(columns))

    @property
    def clock(self):
        turns = 2 * math.pi * torch.arange(24, device=self.mean.device, dtype=self.mean.dtype) / 24
        return torch.stack([turns.cos(), turns.sin()], dim=1)

    @torch.no_grad()
    def fit_scale(self, X):
        spread = X.var(dim=0, correction=0).sqrt()
        self.mean[:] = X.mean(dim=0)
        self.std[:] = torch.where(spread < 1e-12, torch.ones_like(spread), spread)

    def forward(self, X, hour):
        *hidden, last = self.layers
        H = torch.cat([(X - self.mean) / self.std, self.clock[hour]], dim=-1)
        for layer in hidden:
            H = layer(H).tanh()
        return last(H).flatten() + self.by_hour[hour]
