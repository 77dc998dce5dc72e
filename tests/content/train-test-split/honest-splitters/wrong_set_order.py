# The rest is as in the author's answer.
import random


def grouped_split(groups, share, seed):
    names = list(set(groups.tolist()))
    random.Random(seed).shuffle(names)
    count = min(max(round(share * len(names)), 1), len(names) - 1)
    drawn = names[:count]
    train = [at for at, name in enumerate(groups) if name not in drawn]
    return train, [at for at, name in enumerate(groups) if name in drawn]
