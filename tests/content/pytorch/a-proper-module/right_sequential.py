# The rest is as in the author's answer.
class Forecast(nn.Module):
    """Layers in a Sequential, used one by one; statistics assigned anew."""

    def __init__(self, columns, widths):
        super().__init__()
        self.columns, self.widths = columns, list(widths)
        self.layers, before = nn.Sequential(), columns + 2
        for width in [*widths, 1]:
            self.layers.append(nn.Linear(before, width))
            before = width
        self.by_hour = nn.Parameter(torch.zeros(24))
        self.mean = nn.Buffer(torch.zeros(columns))
        self.std = nn.Buffer(torch.ones(columns))
        angle = torch.linspace(0, 2 * math.pi, 25)[:-1]
        self.clock = nn.Buffer(torch.column_stack([torch.cos(angle), torch.sin(angle)]), persistent=False)

    def fit_scale(self, X):
        self.mean = X.mean(0).to(self.mean)
        std = X.std(0, unbiased=False)
        std[(X == X[0]).all(0)] = 1
        self.std = std.to(self.std)

    def forward(self, X, hour):
        H = torch.hstack([(X - self.mean) / self.std, self.clock[hour]])
        for i, layer in enumerate(self.layers):
            H = layer(H)
            if i < len(self.widths):
                H = H.tanh()
        return H[:, 0] + torch.nn.functional.embedding(hour, self.by_hour[:, None])[:, 0]


def pack(model):
    file = io.BytesIO()
    torch.save((model.columns, model.widths, {name: value.clone() for name, value in model.state_dict().items()}), file)
    return file.getvalue()


def unpack(data):
    columns, widths, state = torch.load(io.BytesIO(data), weights_only=True)
    model = Forecast(columns, widths).to(state["by_hour"].dtype)
    model.load_state_dict(state)
    model.train(False)
    return model
