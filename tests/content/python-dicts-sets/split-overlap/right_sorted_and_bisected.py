from bisect import bisect_left
from itertools import product


def _has(ordered, one):
    at = bisect_left(ordered, one)
    return at < len(ordered) and ordered[at] == one


def overlap(train, test):
    seen, asked = sorted(set(train)), sorted(set(test))
    both = [one for one in seen if _has(asked, one)]
    return both, [one for one in seen if not _has(asked, one)], [one for one in asked if not _has(seen, one)]


def similarity(one, other):
    words, others = frozenset(one.upper().split()), frozenset(other.upper().split())
    shared = len(words.intersection(others))
    together = len(words) + len(others) - shared
    return shared / together if together else 1.0


def near_duplicates(train, test, least):
    found = [(a, b) for a, b in product(train, test) if similarity(train[a], test[b]) >= least]
    found.sort()
    return found
