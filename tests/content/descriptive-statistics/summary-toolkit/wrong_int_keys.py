# The rest is as in the author's answer.
from collections import Counter


def frequencies(values):
    n = len(values)
    return [(v, c, c / n) for v, c in sorted(Counter(v if isinstance(v, str) else int(v) for v in values).items(), key=lambda p: (-p[1], p[0]))]
