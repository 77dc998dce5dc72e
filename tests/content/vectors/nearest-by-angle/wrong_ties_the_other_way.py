# The rest is as in the author's answer.
import math


def by_distance(query, documents):
    for document in documents:
        if len(document) != len(query):
            raise ValueError
    order = list(range(len(documents)))
    order.sort(key=lambda at: (math.dist(query, documents[at]), -at))
    return order
