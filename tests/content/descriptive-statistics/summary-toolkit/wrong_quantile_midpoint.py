# The rest is as in the author's answer.
import math


def quantile(values, q):
    s = sorted(values)
    p = q * (len(s) - 1)
    i = math.floor(p)
    if i + 1 >= len(s):
        return s[-1]
    return s[i] if p == i else (s[i] + s[i + 1]) / 2
