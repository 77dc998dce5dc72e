# The rest is as in the author's answer.
import math


def cosine(v, w):
    total = 0
    for a, b in zip(v, w, strict=True):
        total += a * b
    return total / (math.hypot(*v) * math.hypot(*w))


def disputed(query, documents):
    pairs = []
    order = [at for at in by_angle(query, documents) if sum(documents[at])]
    for i in order:
        for j in order:
            gap = cosine(query, documents[j]) - cosine(query, documents[i])
            if math.dist(query, documents[i]) < math.dist(query, documents[j]) and gap > 1e-7:
                pairs += [(i, j)]
    return pairs
