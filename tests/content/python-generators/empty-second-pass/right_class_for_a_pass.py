def is_iterator(thing):
    """Return whether a thing is an iterator: one that is used up as it is gone through."""
    return hasattr(thing, "__next__")


class _Pass:
    def __init__(self, lines):
        self.lines = lines

    def __iter__(self):
        return self

    def __next__(self):
        line = next(self.lines)
        at = line.rindex(",")
        return line[:at], int(line[at + 1 :])


class Reviews:
    def __init__(self, open_lines):
        self.open_lines = open_lines

    def __iter__(self):
        return _Pass(self.open_lines())


def judged(reviews, models, limit):
    results = []
    for model in models:
        hits = []
        seen = right = 0
        for text, label in reviews:
            if seen == limit:
                break
            seen = seen + 1
            if model(text) == label:
                right = right + 1
        results.append((seen, right))
    return results
