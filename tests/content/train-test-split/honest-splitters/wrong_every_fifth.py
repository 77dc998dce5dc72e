# The rest is as in the author's answer.
def random_split(ids, share, seed):
    count = min(max(round(share * len(ids)), 1), len(ids) - 1)
    order = np.argsort(ids)
    start = np.random.default_rng(seed).integers(len(ids))
    places = (start + np.linspace(0, len(ids), count, endpoint=False).astype(int)) % len(ids)
    return np.delete(order, places), order[places]
