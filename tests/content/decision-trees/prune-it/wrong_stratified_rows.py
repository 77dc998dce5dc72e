from sklearn.model_selection import GridSearchCV
from sklearn.tree import DecisionTreeClassifier

STRENGTHS = [0.0, 0.001, 0.002, 0.004, 0.008, 0.015, 0.03, 0.055]


def choose_alphas(wards):
    tree = DecisionTreeClassifier(random_state=0)
    searches = [GridSearchCV(tree, {"ccp_alpha": STRENGTHS}, cv=5).fit(X, y) for X, y, _ in wards]
    return [search.best_params_["ccp_alpha"] for search in searches]
