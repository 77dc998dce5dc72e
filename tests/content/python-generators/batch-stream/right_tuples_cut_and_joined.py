END = object()


def batches(source, size, room, choose):
    """Keep the waiting ones in a tuple that is cut and joined; ends when next gives END."""
    stream = iter(source)
    waiting = ()
    ended = False
    batch = []
    while True:
        while not ended and len(waiting) < room:
            item = next(stream, END)
            if item is END:
                ended = True
            else:
                waiting += (item,)
        if not waiting:
            break
        at = choose(len(waiting))
        batch += [waiting[at]]
        waiting = waiting[:at] + waiting[at + 1 :]
        if len(batch) == size:
            yield batch[:]
            batch.clear()
    if batch:
        yield batch


def taken(stream, number):
    """Return the first `number` things of a stream, as a list, and fetch no more than these."""
    return [thing for _, thing in zip(range(number), stream)]
