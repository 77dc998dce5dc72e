from functools import cache

import numpy as np
import pandas as pd


def explain(predict, x, background, groups):
    """Who leaves last? Each of the players, equally often; the others play on without them."""

    @cache
    def worth(present):
        table = pd.DataFrame(background).copy()
        for name in present:
            for column in groups[name]:
                table[column] = x[column]
        return float(pd.Series(np.asarray(predict(table.to_numpy()))).mean())

    @cache
    def values(present):
        smaller = {name: tuple(other for other in present if other != name) for name in present}
        return {
            name: (worth(present) - worth(rest) + sum(values(smaller[other])[name] for other in rest)) / len(present)
            for name, rest in smaller.items()
        }

    return worth(()), values(tuple(groups))
