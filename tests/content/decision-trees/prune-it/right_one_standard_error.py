"""Folds cut by hand along patients; the largest strength within one standard error of the best."""

import numpy as np
from sklearn.tree import DecisionTreeClassifier

STRENGTHS = np.array([0.0, 0.001, 0.002, 0.004, 0.008, 0.015, 0.03, 0.055])


def choose_alphas(wards):
    return [_one(*ward) for ward in wards]


def _one(X, y, patient):
    scores = []
    for part in np.array_split(np.random.default_rng(0).permutation(np.unique(patient)), 5):
        out = np.isin(patient, part)
        trees = [DecisionTreeClassifier(random_state=0, ccp_alpha=a).fit(X[~out], y[~out]) for a in STRENGTHS]
        scores.append([(tree.predict(X[out]) == y[out]).mean() for tree in trees])
    mean, error = np.mean(scores, axis=0), np.std(scores, axis=0) / np.sqrt(len(scores))
    best = mean.argmax()
    return STRENGTHS[mean >= mean[best] - error[best]][-1]
