# The rest is as in the author's answer.
import math


def angle(v, w):
    both = dot(v, w)
    if max(abs(a) for a in v) == 0 or max(abs(b) for b in w) == 0:
        return 0.0
    return math.acos(min(1, max(-1, round(both / (norm(v) * norm(w)), 15))))
