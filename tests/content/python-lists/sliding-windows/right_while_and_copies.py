def examples(series, width, ahead):
    left = series.copy()
    found = []
    while len(left) >= width + ahead:
        window = left[:width]
        target = left[width + ahead - 1]
        found.append((window, target))
        left.pop(0)
    return found


def split(pairs, held_out, gap):
    train, validation = list(pairs), []
    while train and len(validation) < held_out:
        validation.insert(0, train.pop())
    dropped = 0
    while train and dropped < gap:
        train.pop()
        dropped += 1
    return (train, validation)
