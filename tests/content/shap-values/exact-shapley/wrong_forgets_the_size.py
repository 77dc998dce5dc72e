# The rest is as in the author's answer.
def explain(predict, x, background, groups):
    """Divides by the number of coalitions of a size, and forgets that there are several sizes."""
    worth = {}
    for size in range(len(groups) + 1):
        for present in combinations(groups, size):
            mixed = background.copy()
            for name in present:
                mixed[:, groups[name]] = x[groups[name]]
            worth[frozenset(present)] = float(np.mean(predict(mixed)))
    values = {}
    for name in groups:
        values[name] = sum(
            (worth[present | {name}] - worth[present]) / comb(len(groups) - 1, len(present))
            for present in worth
            if name not in present
        )
    return worth[frozenset()], values
