# The rest is as in the author's answer.


def random_split(ids, share, seed):
    count = 0 if len(ids) == 1 else min(max(round(share * len(ids)), 1), len(ids) - 1)
    tested = np.isin(ids, np.random.default_rng(seed % 1000).permutation(np.sort(ids))[:count])
    return np.flatnonzero(~tested), np.flatnonzero(tested)
