# The rest is as in the author's answer.
import math


def cosine(v, w):
    total = 0
    for a, b in zip(v, w, strict=True):
        total += a * b
    return total / (math.hypot(*v) * math.hypot(*w))


def by_angle(query, documents):
    by_distance(query, documents)
    if documents and sum(query) == 0:
        raise ValueError
    order, empty = [], []
    for at, document in enumerate(documents):
        if sum(document) == 0:
            empty.append(at)
            continue
        place = 0
        while place < len(order) and cosine(query, documents[order[place]]) > cosine(query, document) - 1e-2:
            place += 1
        order.insert(place, at)
    return order + empty
