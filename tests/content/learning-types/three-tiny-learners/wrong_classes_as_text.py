# The rest is as in the author's answer.


def classify(X, labels, new):
    classes = np.unique(labels)
    means = np.array([X[labels == one].mean(axis=0) for one in classes])
    return [str(classes[at]) for at in _squares(new, means).argmin(axis=1)]
