# The rest is as in the author's answer.
def chunk_slopes(w, x, length):
    a, b = w.tolist()
    series, h, found = x.tolist(), 0.0, []
    for start in range(0, len(series) - 1, length):
        slopes, by_a, by_b = [0.0, 0.0], 0.0, 0.0
        for now, then in zip(series[start : start + length], series[start + 1 :]):
            before, h = h, math.tanh(a * h + b * now)
            by_a, by_b = (1 - h * h) * (before + a * by_a), (1 - h * h) * (now + a * by_b)
            slopes = [slopes[0] + 2 * (h - then) * by_a, slopes[1] + 2 * (h - then) * by_b]
        found.append(slopes)
    return torch.tensor(found, dtype=w.dtype)
