def taken(stream, number):
    """Return the first `number` things of a stream, as a list, and fetch no more than these."""
    return [thing for _, thing in zip(range(number), stream)]


class _Batches:
    def __init__(self, source, size, room, choose):
        self.source, self.size, self.room, self.choose = source, size, room, choose
        self.iterator = None
        self.waiting = []
        self.ended = False

    def __iter__(self):
        return self

    def __next__(self):
        if self.iterator is None:
            self.iterator = iter(self.source)
        batch = []
        while len(batch) < self.size:
            while not self.ended and len(self.waiting) < self.room:
                try:
                    self.waiting.append(next(self.iterator))
                except StopIteration:
                    self.ended = True
            if not self.waiting:
                break
            at = self.choose(len(self.waiting))
            batch.append(self.waiting[at])
            del self.waiting[at]
        if not batch:
            raise StopIteration
        return batch


def batches(source, size, room, choose):
    yield from _Batches(source, size, room, choose)
