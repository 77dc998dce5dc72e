# The rest is as in the author's answer.
import math


def angle(v, w):
    both = dot(v, w)
    if max(abs(a) for a in v) == 0 or max(abs(b) for b in w) == 0:
        raise ValueError
    return math.acos(min(1, max(-1, round(abs(both) / (norm(v) * norm(w)), 15))))
