# The rest is as in the author's answer.
from collections import Counter


def frequencies(values):
    n = len(values)
    return [(v, c, c / n) for v, c in sorted(({i: c for i, c in enumerate([values.count(i) for i in range(int(max(values)) + 1)]) if c} if not isinstance(values[0], str) else Counter(values)).items(), key=lambda p: (-p[1], p[0]))]
