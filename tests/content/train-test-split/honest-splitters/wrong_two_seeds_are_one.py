# The rest is as in the author's answer.


def grouped_split(groups, share, seed):
    names = np.unique(groups)
    count = 0 if len(names) == 1 else min(max(round(share * len(names)), 1), len(names) - 1)
    tested = np.isin(groups, np.random.default_rng(seed // 2).permutation(names)[:count])
    return np.flatnonzero(~tested), np.flatnonzero(tested)
