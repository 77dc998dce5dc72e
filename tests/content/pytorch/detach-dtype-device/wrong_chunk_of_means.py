# The rest is as in the author's answer.
def chunk_slopes(w, x, length):
    h, found = torch.zeros((), dtype=x.dtype), []
    for start in range(0, len(x) - 1, length):
        h, errors = h.detach(), []
        for t in range(start, min(start + length, len(x) - 1)):
            h = torch.tanh(w[0] * h + w[1] * x[t])
            errors.append((h - x[t + 1]) ** 2)
        found.append(torch.autograd.grad(torch.stack(errors).mean(), w)[0])
    return torch.stack(found)
