def taken(stream, number):
    """Return the first `number` things of a stream, as a list, and fetch no more than these."""
    return [thing for _, thing in zip(range(number), stream)]


def batches(source, size, room, choose):
    waiting, batch = [], []
    for item in source:
        waiting.append(item)
        if len(waiting) == room:
            at = choose(len(waiting))
            waiting[at], waiting[-1] = waiting[-1], waiting[at]
            batch.append(waiting.pop())
            if len(batch) == size:
                yield batch
                batch = []
    while waiting:
        at = choose(len(waiting))
        waiting[at], waiting[-1] = waiting[-1], waiting[at]
        batch.append(waiting.pop())
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
