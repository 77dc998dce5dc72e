from collections import deque
from itertools import islice


def examples(series, width, ahead):
    window = deque(maxlen=width)
    out = []
    for value, target in zip(series, islice(series, ahead, None)):
        window.append(value)
        if len(window) == width:
            out.append((list(window), target))
    return out


def split(pairs, held_out, gap):
    n = len(pairs)
    train, validation = [], []
    for i, p in enumerate(pairs):
        if i >= n - held_out:
            validation.append(p)
        elif i < n - held_out - gap:
            train.append(p)
    return train, validation
