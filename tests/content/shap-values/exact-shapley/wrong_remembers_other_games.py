from math import comb
from itertools import combinations

import numpy as np

known = {}


def explain(predict, x, background, groups):
    def worth(present):
        key = frozenset(present)
        if key not in known:
            mixed = background.copy()
            for name in present:
                mixed[:, groups[name]] = x[groups[name]]
            known[key] = float(np.mean(predict(mixed)))
        return known[key]

    g, values = len(groups), {}
    for name in groups:
        others = [other for other in groups if other != name]
        values[name] = sum(
            (worth((*present, name)) - worth(present)) / (g * comb(g - 1, size))
            for size in range(g)
            for present in combinations(others, size)
        )
    return worth(()), values
