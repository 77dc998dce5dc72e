class Reviews:
    def __init__(self, open_lines):
        self._open = open_lines

    def __iter__(self):
        yield from (
            (text, int(label)) for text, _, label in (line.rpartition(",") for line in self._open())
        )


def judged(reviews, models, limit):
    results = []
    for model in models:
        right = [0, 0]
        for place, (text, label) in enumerate(reviews):
            if place >= limit:
                break
            right[model(text) == label] += 1
        results.append((sum(right), right[1]))
    return results


def is_iterator(thing):
    """Return whether a thing is an iterator: one that is used up as it is gone through."""
    return hasattr(thing, "__next__")
