# The rest is as in the author's answer.
def squared(v):
    return sum(a * a for a in v)


def same(query, documents):
    for document in documents:
        if len(document) < len(query):
            raise ValueError("another list of words")


def by_distance(query, documents):
    same(query, documents)
    ranking = [(squared([a - b for a, b in zip(query, document)]), at) for at, document in enumerate(documents)]
    return [at for _, at in sorted(ranking)]
