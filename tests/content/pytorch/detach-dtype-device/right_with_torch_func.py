# The rest is as in the author's answer.
def robust_line(x, y, rate, steps):
    line = torch.zeros(2).to(x)
    slopes = torch.func.grad(lambda line: torch.log1p((line[0] * x + line[1] - y) ** 2).mean())
    for _ in range(steps):
        line = line - rate * slopes(line)
    return line


def chunk_slopes(w, x, length):
    def loss(w, h, xs):
        total = 0
        for now, then in zip(xs, xs[1:]):
            h = torch.tanh(w[0] * h + w[1] * now)
            total = total + (h - then) ** 2
        return total, h

    h, found = torch.zeros((), dtype=x.dtype), []
    for start in range(0, len(x) - 1, length):
        slopes, (_, h) = torch.func.grad_and_value(loss, has_aux=True)(w.detach(), h, x[start : start + length + 1])
        found.append(slopes)
    return torch.stack(found)


def only_the_past(scores):
    upto = torch.ones_like(scores, dtype=torch.bool).tril()
    return scores.masked_fill(~upto, torch.finfo(scores.dtype).min).softmax(dim=-1).masked_fill(~upto, 0)
