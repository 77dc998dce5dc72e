import hashlib


def number(text, seed):
    return hashlib.sha256(f"{seed} {text}".encode()).hexdigest()


def choose(things, share, seed):
    things = sorted(set(things), key=lambda thing: number(thing, seed))
    n = len(things)
    if n == 1:
        return set()
    return set(things[: max(1, min(n - 1, int(share * n + 0.5)))])


def sides(rows, chosen):
    train = [at for at, thing in enumerate(rows) if thing not in chosen]
    return train, [at for at, thing in enumerate(rows) if thing in chosen]


def random_split(ids, share, seed):
    return sides(ids, choose(ids, share, seed))


def stratified_split(ids, classes, share, seed):
    chosen = set()
    for name in set(classes):
        chosen |= choose([i for i, c in zip(ids, classes) if c == name], share, seed)
    return sides(ids, chosen)


def grouped_split(groups, share, seed):
    return sides(groups, choose(groups, share, seed))
