# The rest is as in the author's answer.
def split(table, share, seed):
    batteries = np.random.default_rng(seed).permutation(table["battery"].unique())
    held = table["battery"].isin(batteries[: round(share * len(batteries))])
    return table[~held], table[held]


def report(table, ks, seed):
    rest, held = split(table, 0.25, seed)
    validation = rest.sample(frac=0.25, random_state=seed)
    train = rest.drop(validation.index)
    k = max(ks, key=lambda k: share_right(train, validation, k))
    return k, share_right(rest, held, k)
