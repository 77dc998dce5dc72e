def is_iterator(thing):
    """Return whether a thing is an iterator: one that is used up as it is gone through."""
    return hasattr(thing, "__next__")

class Reviews:
    def __init__(self, open_lines):
        self._open = open_lines

    def __iter__(self):
        return map(self._review, self._open())

    def _review(self, line):
        text, label = line.rsplit(",", 1)
        return text, int(label)

def judged(reviews, models, limit):
    results = []
    for model in models:
        seen, right = 0, 0
        for _, (text, label) in zip(range(limit), reviews):
            seen += 1
            right += model(text) == label
        results.append((seen, right))
    return results

