import numpy as np


def arrays(query, documents):
    for document in documents:
        if len(document) != len(query):
            raise ValueError
    return np.array(query, dtype=float), np.array(documents, dtype=float).reshape(len(documents), len(query))


def distances(query, documents):
    q, d = arrays(query, documents)
    return np.linalg.norm(d - q, axis=1)


def by_distance(query, documents):
    return [int(at) for at in np.argsort(distances(query, documents), kind="stable")]


def cosines(query, documents):
    q, d = arrays(query, documents)
    if len(d) and not q.any():
        raise ValueError
    lengths = np.linalg.norm(d, axis=1) * np.linalg.norm(q)
    result = np.full(len(d), -np.inf)
    np.divide(d @ q, lengths, out=result, where=lengths > 0)
    return result.round(8)


def by_angle(query, documents):
    return list(np.argsort(-cosines(query, documents), kind="stable"))


def disputed(query, documents):
    near, like = distances(query, documents), cosines(query, documents)
    rows, columns = np.nonzero((near[:, None] < near) & (like[:, None] < like) & np.isfinite(like[:, None]) & np.isfinite(like))
    return sorted((int(i), int(j)) for i, j in zip(rows, columns))
