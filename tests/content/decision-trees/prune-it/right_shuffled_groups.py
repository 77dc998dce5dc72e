from sklearn.model_selection import GroupShuffleSplit, cross_val_score
from sklearn.tree import DecisionTreeClassifier

STRENGTHS = [0.0, 0.001, 0.002, 0.004, 0.008, 0.015, 0.03, 0.055]


def choose_alphas(wards):
    alphas = []
    for X, y, patient in wards:
        folds = GroupShuffleSplit(6, test_size=0.25, random_state=1)
        best, score = None, -1.0
        for alpha in STRENGTHS:
            tree = DecisionTreeClassifier(ccp_alpha=alpha, random_state=0)
            now = cross_val_score(tree, X, y, groups=patient, cv=folds).mean()
            if now > score:
                best, score = alpha, now
        alphas.append(best)
    return alphas
