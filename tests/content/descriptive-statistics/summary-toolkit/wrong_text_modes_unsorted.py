# The rest is as in the author's answer.
from collections import Counter


def modes(values):
    f = Counter(values)
    r = [v for v in f if f[v] == max(f.values())]
    return r if isinstance(r[0], str) else sorted(r)
