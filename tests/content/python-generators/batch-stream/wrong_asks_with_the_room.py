# The rest is as in the author's answer.
def batches(source, size, room, choose):
    waiting, batch = [], []
    for item in source:
        waiting.append(item)
        if len(waiting) == room:
            batch.append(waiting.pop(choose(room)))
            if len(batch) == size:
                yield batch
                batch = []
    while waiting:
        batch.append(waiting.pop(choose(room) % len(waiting)))
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
