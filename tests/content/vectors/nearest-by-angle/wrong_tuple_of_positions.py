# The rest is as in the author's answer.
from fractions import Fraction


def squared(v):
    return sum(a * a for a in v)


def same(query, documents):
    for document in documents:
        if len(document) != len(query):
            raise ValueError("another list of words")


def by_distance(query, documents):
    same(query, documents)
    ranking = [(squared([a - b for a, b in zip(query, document)]), at) for at, document in enumerate(documents)]
    return tuple(at for _, at in sorted(ranking))


def closeness(query, document):
    """The squared cosine, exactly; counts are never negative."""
    if not any(document):
        return Fraction(-1)
    return Fraction(sum(a * b for a, b in zip(query, document)) ** 2, squared(query) * squared(document))


def by_angle(query, documents):
    same(query, documents)
    if not any(query) and documents:
        raise ValueError("empty query")
    ranking = [(-closeness(query, document), at) for at, document in enumerate(documents)]
    return tuple(at for _, at in sorted(ranking))
