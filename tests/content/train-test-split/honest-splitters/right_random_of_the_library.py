import random


def _count(share, n):
    return 0 if n < 2 else max(1, min(n - 1, int(share * n + 0.5)))


def random_split(ids, share, seed):
    names = sorted(str(name) for name in ids)
    tested = set(random.Random(seed).sample(names, _count(share, len(names))))
    train, test = [], []
    for at, name in enumerate(ids):
        (test if name in tested else train).append(at)
    return train, test


def stratified_split(ids, classes, share, seed):
    train, test = [], []
    for number, label in enumerate(sorted(set(classes))):
        places = [at for at in range(len(ids)) if classes[at] == label]
        places.sort(key=lambda at: ids[at])
        random.Random(f"{seed} {label}").shuffle(places)
        count = _count(share, len(places))
        test += places[:count]
        train += places[count:]
    return train, test


def grouped_split(groups, share, seed):
    members = {}
    for at, name in enumerate(groups):
        members.setdefault(str(name), []).append(at)
    names = sorted(members)
    random.Random(seed).shuffle(names)
    count = _count(share, len(names))
    return sum((members[name] for name in names[count:]), []), sum((members[name] for name in names[:count]), [])
