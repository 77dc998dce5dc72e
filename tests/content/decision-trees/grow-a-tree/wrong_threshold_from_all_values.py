# The rest is as in the author's answer.
def best_split(X, y, criterion, min_leaf=1):
    """Thresholds are ten steps from the smallest to the largest value."""
    best = None
    for column in range(X.shape[1]):
        values = X[:, column]
        for threshold in np.linspace(values.min(), values.max(), 12)[1:-1]:
            left = values <= threshold
            if min_leaf <= left.sum() <= len(y) - min_leaf and 0 < left.sum() < len(y):
                after = left.mean() * impurity(y[left], criterion) + (~left).mean() * impurity(y[~left], criterion)
                gain = impurity(y, criterion) - after
                if best is None or gain > best[2]:
                    best = column, threshold, gain
    return best
