# The rest is as in the author's answer.
def chunk_slopes(w, x, length):
    h, found, own = torch.zeros((), dtype=x.dtype), [], w.detach().clone().requires_grad_()
    for start in range(0, len(x) - 1, length):
        h, loss = h.detach(), 0
        for t in range(start, min(start + length, len(x) - 1)):
            h = torch.tanh(own[0] * h + own[1] * x[t])
            loss = loss + (h - x[t + 1]) ** 2
        loss.backward()
        found.append(own.grad.clone())
    return torch.stack(found)
