# The rest is as in the author's answer.
def choose_alphas(wards):
    """Chooses among the strengths at which this ward's tree changes."""
    chosen = []
    for X, y, patient in wards:
        path = DecisionTreeClassifier(random_state=0).cost_complexity_pruning_path(X, y)
        alphas = path.ccp_alphas[:: len(path.ccp_alphas) // 8 + 1]
        folds = list(GroupKFold(4).split(X, y, patient))
        scores = [np.mean([share_right(X, y, *fold, alpha) for fold in folds]) for alpha in alphas]
        chosen.append(float(alphas[np.argmax(scores)]))
    return chosen
