from math import factorial

import numpy as np


def explain(predict, x, background, groups):
    g, (m, d) = len(groups), background.shape
    player = np.empty(d, dtype=int)
    for number, columns in enumerate(groups.values()):
        player[columns] = number
    masks = np.arange(2**g)
    taken = (masks[:, None] >> player) & 1 == 1
    rows = np.where(taken[:, None, :], x, background)
    v = np.asarray(predict(rows.reshape(-1, d))).reshape(2**g, m).mean(axis=1)
    size = np.array([bin(mask).count("1") for mask in masks])
    weight = np.array([factorial(k) * factorial(max(g - k - 1, 0)) / factorial(g) for k in size])
    values = {}
    for number, name in enumerate(groups):
        out = masks[(masks >> number) & 1 == 0]
        values[name] = np.sum(weight[out] * (v[out | 1 << number] - v[out]))
    return v[0], values
