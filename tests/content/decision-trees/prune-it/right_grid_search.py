import numpy as np
from sklearn.model_selection import GridSearchCV, GroupKFold
from sklearn.tree import DecisionTreeClassifier

STRENGTHS = [0.0, 0.001, 0.002, 0.004, 0.008, 0.015, 0.03, 0.055]


def choose_alphas(wards):
    chosen = []
    for X, y, patient in wards:
        model = DecisionTreeClassifier(random_state=0)
        search = GridSearchCV(model, {"ccp_alpha": STRENGTHS}, cv=GroupKFold(5))
        chosen.append(search.fit(X, y, groups=patient).best_params_["ccp_alpha"])
    return chosen
