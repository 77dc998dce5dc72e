from itertools import islice


def batches(source, size, room, choose):
    def going():
        waiting = []
        stream = iter(source)
        while True:
            waiting.extend(islice(stream, room - len(waiting)))
            if not waiting:
                return
            place = choose(len(waiting))
            yield waiting[place]
            del waiting[place]

    out = going()
    yield from iter(lambda: list(islice(out, size)), [])


def taken(stream, number):
    """Return the first `number` things of a stream, as a list, and fetch no more than these."""
    return [thing for _, thing in zip(range(number), stream)]
