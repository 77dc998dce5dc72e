# The rest is as in the author's answer.
from itertools import islice


def batches(source, size, room, choose):
    waiting = list(islice(source, room - 1))
    batch = []
    for item in source:
        waiting.append(item)
        batch.append(waiting.pop(choose(len(waiting))))
        if len(batch) == size:
            yield batch
            batch = []
    while waiting:
        batch.append(waiting.pop(choose(len(waiting))))
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
