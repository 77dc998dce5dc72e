import numpy as np


def _nearest(rows, centres):
    return np.array([np.argmin(np.linalg.norm(centres - row, axis=1)) for row in rows])


def classify(X, labels, new):
    classes, codes = np.unique(labels, return_inverse=True)
    hot = np.eye(len(classes))[codes]
    return classes[_nearest(new, (hot.T @ X) / hot.sum(axis=0)[:, None])]


def regroup(X, centres):
    groups = _nearest(X, centres)
    hot = groups[:, None] == np.arange(len(centres))
    counts = hot.sum(axis=0)[:, None]
    sums = hot.astype(float).T @ X
    return groups, np.where(counts > 0, sums / np.maximum(counts, 1), centres)


def explore(pay, actions, rounds, every):
    picked = np.empty(rounds, dtype=int)
    rewards = np.empty(rounds)
    for now in range(rounds):
        seen = picked[:now]
        tried = np.bincount(seen, minlength=actions)
        if now < actions:
            picked[now] = now
        elif (now + 1) % every == 0:
            picked[now] = tried.argmin()
        else:
            picked[now] = (np.bincount(seen, weights=rewards[:now], minlength=actions) / tried).argmax()
        rewards[now] = pay(picked[now])
    return picked.tolist()
