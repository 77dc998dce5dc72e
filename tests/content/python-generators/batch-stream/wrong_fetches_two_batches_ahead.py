# The rest is as in the author's answer.
from itertools import islice


def batches(source, size, room, choose):
    source = iter(source)
    waiting = list(islice(source, room + 2 * size))
    while waiting:
        batch = []
        while waiting and len(batch) < size:
            batch.append(waiting.pop(choose(min(room, len(waiting)))))
        yield batch
        waiting += islice(source, size)
