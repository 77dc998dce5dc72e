import math


def cosine(v, w):
    total = 0
    for a, b in zip(v, w, strict=True):
        total += a * b
    return total / (math.hypot(*v) * math.hypot(*w))


def by_distance(query, documents):
    for document in documents:
        if len(document) != len(query):
            raise ValueError
    order = list(range(len(documents)))
    order.sort(key=lambda at: math.dist(query, documents[at]))
    return order


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
        while place < len(order) and cosine(query, documents[order[place]]) > cosine(query, document) - 1e-7:
            place += 1
        order.insert(place, at)
    return order + empty[::-1]


def disputed(query, documents):
    pairs = []
    order = [at for at in by_angle(query, documents) if sum(documents[at])]
    for i in order:
        for j in order:
            gap = cosine(query, documents[j]) - cosine(query, documents[i])
            if math.dist(query, documents[i]) < math.dist(query, documents[j]) and gap > 1e-7:
                pairs += [(i, j)]
    pairs.sort()
    return pairs
