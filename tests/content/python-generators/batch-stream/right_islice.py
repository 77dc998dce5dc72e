def taken(stream, number):
    """Return the first `number` things of a stream, as a list, and fetch no more than these."""
    return [thing for _, thing in zip(range(number), stream)]


from itertools import islice


def _shuffled(source, room, choose):
    waiting = list(islice(source, room))
    while waiting:
        yield waiting.pop(choose(len(waiting)))
        waiting.extend(islice(source, 1))


def batches(source, size, room, choose):
    stream = _shuffled(iter(source), room, choose)
    while True:
        batch = list(islice(stream, size))
        if not batch:
            return
        yield batch
