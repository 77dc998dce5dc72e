# The rest is as in the author's answer.
def chunk_slopes(w, x, length):
    h, found = torch.zeros((), dtype=x.dtype), []
    for start in range(0, len(x) - 1, length):
        h, loss = h.detach(), 0
        for t in range(start, min(start + length, len(x) - 1)):
            h = torch.tanh(w[0] * h + w[1] * x[t])
            loss = loss + (h - x[t + 1]) ** 2
        w.grad = None
        loss.backward()
        found.append(w.grad.clone())
    return torch.stack(found)
