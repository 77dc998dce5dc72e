def taken(stream, number):
    """Return the first `number` things of a stream, as a list, and fetch no more than these."""
    return [thing for _, thing in zip(range(number), stream)]


def batches(source, size, room, choose):
    waiting, batch = [], []
    for item in source:
        if len(waiting) == room:
            batch.append(waiting.pop(choose(len(waiting))))
            if len(batch) == size:
                yield batch
                batch = []
        waiting.append(item)
    while waiting:
        batch.append(waiting.pop(choose(len(waiting))))
        if len(batch) == size or not waiting:
            yield batch
            batch = []
