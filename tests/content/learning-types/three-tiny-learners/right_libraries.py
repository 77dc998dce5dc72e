import numpy as np
import pandas as pd
from scipy.spatial.distance import cdist
from sklearn.neighbors import NearestCentroid


def classify(X, labels, new):
    return NearestCentroid().fit(X, labels).predict(new)


def regroup(X, centres):
    groups = cdist(X, centres).argmin(axis=1)
    means = pd.DataFrame(X).groupby(groups).mean()
    return groups, means.reindex(range(len(centres))).fillna(pd.DataFrame(centres)).to_numpy()


def explore(pay, actions, rounds, every):
    means, tried = np.zeros(actions), np.zeros(actions, dtype=int)
    picked = []
    for number in range(1, rounds + 1):
        if tried.min() == 0 or number % every == 0:
            action = np.argmin(tried)
        else:
            action = np.argmax(means)
        tried[action] += 1
        means[action] += (pay(int(action)) - means[action]) / tried[action]
        picked.append(int(action))
    return picked
