import numpy as np
from scipy.linalg import lstsq
from scipy.special import comb


def explain(predict, x, background, groups):
    """The values as the weighted least squares that Kernel SHAP solves, with all coalitions."""
    names = list(groups)
    g = len(names)
    v = []
    masks = (np.arange(2**g)[:, None] >> np.arange(g)) & 1
    for mask in masks:
        rows = np.array(background, dtype=float)
        for bit, name in zip(mask, names):
            if bit:
                for column in groups[name]:
                    rows[:, column] = x[column]
        v.append(np.mean(predict(rows)))
    v = np.array(v)
    if g == 1:
        return v[0], {names[0]: v[1] - v[0]}
    inner = masks[1:-1]
    size = inner.sum(axis=1)
    weight = np.sqrt((g - 1) / (comb(g, size) * size * (g - size)))
    # The last value is what the others leave of the whole way.
    left = inner[:, :-1] - inner[:, -1:]
    right = v[1:-1] - v[0] - inner[:, -1] * (v[-1] - v[0])
    first = lstsq(left * weight[:, None], right * weight)[0]
    return float(v[0]), dict(zip(names, [*first.tolist(), float(v[-1] - v[0] - first.sum())]))
