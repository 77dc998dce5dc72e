"""Cuts every tree back to at most ten leaves, whatever it knows."""

from sklearn.tree import DecisionTreeClassifier

STRENGTHS = [0.0, 0.001, 0.002, 0.004, 0.008, 0.015, 0.03, 0.055]


def choose_alphas(wards):
    alphas = []
    for X, y, _ in wards:
        trees = [DecisionTreeClassifier(ccp_alpha=alpha, random_state=0).fit(X, y) for alpha in STRENGTHS]
        alphas.append(next(alpha for alpha, tree in zip(STRENGTHS, trees) if tree.get_n_leaves() <= 10))
    return alphas
