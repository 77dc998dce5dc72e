import numpy as np
from sklearn.model_selection import GroupShuffleSplit, train_test_split


def how_many(share, n):
    return int(np.clip(np.rint(share * n), 1, n - 1))


def random_split(ids: np.ndarray, share: float, seed: int) -> tuple:
    order = np.argsort(ids)
    train, test = train_test_split(order, test_size=how_many(share, len(ids)), random_state=seed)
    return train, test


def stratified_split(ids, classes, share, seed):
    train, test = [], []
    for name in sorted(set(classes)):
        rows = np.flatnonzero(classes == name)
        if len(rows) == 1:
            train.append(rows)
            continue
        learned, asked = random_split(ids[rows], share, seed)
        train.append(rows[learned])
        test.append(rows[asked])
    return np.concatenate(train), np.concatenate(test) if test else np.array([], dtype=int)


def grouped_split(groups, share, seed):
    count = len(np.unique(groups))
    if count == 1:
        return list(range(len(groups))), []
    shuffle = GroupShuffleSplit(n_splits=1, test_size=how_many(share, count), random_state=seed)
    return next(shuffle.split(groups, groups=groups))
