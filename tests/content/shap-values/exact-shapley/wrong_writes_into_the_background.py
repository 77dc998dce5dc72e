# The rest is as in the author's answer.
def explain(predict, x, background, groups):
    kept = background.copy()
    worth = {}
    for size in range(len(groups) + 1):
        for present in combinations(groups, size):
            background[:] = kept
            for name in present:
                background[:, groups[name]] = x[groups[name]]
            worth[frozenset(present)] = float(np.mean(predict(background)))
    values = {}
    for name in groups:
        values[name] = sum(
            (worth[present | {name}] - worth[present]) / (len(groups) * comb(len(groups) - 1, len(present)))
            for present in worth
            if name not in present
        )
    return worth[frozenset()], values
