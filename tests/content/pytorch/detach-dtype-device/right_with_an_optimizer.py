# The rest is as in the author's answer.
def robust_line(x, y, rate, steps):
    a = torch.zeros((), dtype=x.dtype, requires_grad=True)
    b = torch.zeros((), dtype=x.dtype, requires_grad=True)
    for _ in range(steps):
        a.grad = b.grad = None
        (1 + (a * x + b - y) ** 2).log().mean().backward()
        with torch.no_grad():
            a -= rate * a.grad
            b -= rate * b.grad
    return torch.stack([a, b]).detach()


def soft_targets(y, classes, spare):
    own = torch.nn.functional.one_hot(y, classes).float()
    return own * (1 - spare) + (1 - own) * spare / (classes - 1)


def chunk_slopes(w, x, length):
    own = w.detach().clone().requires_grad_()
    h, rows = 0.0, []
    for start in range(0, len(x) - 1, length):
        errors = []
        for now, then in zip(x[start : start + length], x[start + 1 : start + length + 1]):
            h = (own[0] * h + own[1] * now).tanh()
            errors.append((h - then) ** 2)
        own.grad = None
        torch.stack(errors).sum().backward()
        rows.append(own.grad)
        h = h.item()
    return torch.stack(rows)


def only_the_past(scores):
    places = torch.arange(scores.shape[-1], device=scores.device)
    largest = scores.cummax(-1).values.diagonal(dim1=-2, dim2=-1)[..., None]
    powers = torch.where(places <= places[:, None], scores - largest, -torch.inf).exp()
    return powers / powers.sum(-1, keepdim=True)


def merge_heads(x):
    return torch.cat([x[:, head] for head in range(x.shape[1])], dim=-1)
