# The rest is as in the author's answer.
def classify(X, labels, new):
    middles = {label: X[labels == label].mean(axis=0) for label in set(labels.tolist())}
    overall = X.mean(axis=0)
    width = X.std(axis=0)
    return [
        min(sorted(middles), key=lambda label: (((row - overall) / width - (middles[label] - overall) / width) ** 2).sum())
        for row in new
    ]
