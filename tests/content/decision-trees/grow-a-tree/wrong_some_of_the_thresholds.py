# The rest is as in the author's answer.
def best_split(X, y, criterion, min_leaf=1):
    """Tries some fifty thresholds of a column, however many there are."""
    n, best = len(y), None
    for column in range(X.shape[1]):
        values = np.unique(X[:, column]).astype(float)
        for threshold in ((values[1:] + values[:-1]) / 2)[:: max(1, n // 50)]:
            left = X[:, column] <= threshold
            if min_leaf <= left.sum() <= n - min_leaf:
                after = left.mean() * impurity(y[left], criterion) + (~left).mean() * impurity(y[~left], criterion)
                gain = impurity(y, criterion) - after
                if best is None or gain > best[2]:
                    best = column, threshold, gain
    return best
