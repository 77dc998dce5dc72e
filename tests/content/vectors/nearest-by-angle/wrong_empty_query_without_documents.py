# The rest is as in the author's answer.
import math
from functools import cmp_to_key


def _check(query, documents):
    for d in documents:
        if len(d) != len(query):
            raise ValueError("length")


def _cos(query, d):
    return sum(a * b for a, b in zip(query, d)) / (math.sqrt(sum(a * a for a in query)) * math.sqrt(sum(b * b for b in d)))


def _need(query, documents):
    _check(query, documents)
    if not any(query):
        raise ValueError("empty query")


def by_angle(query, documents):
    _need(query, documents)
    cosines = [_cos(query, d) if any(d) else -1.0 for d in documents]

    def compare(i, j):
        if abs(cosines[i] - cosines[j]) < 1e-9:
            return i - j
        return -1 if cosines[i] > cosines[j] else 1

    return sorted(range(len(documents)), key=cmp_to_key(compare))
