# The rest is as in the author's answer.
generator = np.random.default_rng(0)


def random_split(ids, share, seed):
    at = generator.permutation(np.argsort(ids))
    count = min(max(round(share * len(ids)), 1), len(ids) - 1)
    return at[count:], at[:count]
