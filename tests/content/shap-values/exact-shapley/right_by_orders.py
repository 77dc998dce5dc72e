from functools import lru_cache
from itertools import permutations
from math import factorial


def explain(predict, x, background, groups):
    names = list(groups)

    @lru_cache(maxsize=None)
    def mean_with(present):
        rows = background.copy()
        for at in present:
            rows[:, groups[names[at]]] = x[groups[names[at]]]
        return float(predict(rows).mean())

    values = dict.fromkeys(names, 0.0)
    for order in permutations(range(len(names))):
        for place, at in enumerate(order):
            before, after = tuple(sorted(order[:place])), tuple(sorted(order[: place + 1]))
            values[names[at]] += (mean_with(after) - mean_with(before)) / factorial(len(names))
    return mean_with(()), values
