# The rest is as in the author's answer.
import math


def _check(query, documents):
    for d in documents:
        if len(d) != len(query):
            raise ValueError("length")


def _cos(query, d):
    return sum(a * b for a, b in zip(query, d)) / (math.sqrt(sum(a * a for a in query)) * math.sqrt(sum(b * b for b in d)))


def _need(query, documents):
    _check(query, documents)
    if documents and not any(query):
        raise ValueError("empty query")


def disputed(query, documents):
    _need(query, documents)
    full = [i for i, d in enumerate(documents) if any(d)]
    far = {i: sum((a - b) ** 2 for a, b in zip(query, documents[i])) for i in full}
    cosines = {i: _cos(query, documents[i]) for i in full}
    full = [i for i in full if documents[i] not in documents[:i]]
    return [(i, j) for i in full for j in full if far[i] < far[j] and cosines[j] > cosines[i] + 1e-9]
