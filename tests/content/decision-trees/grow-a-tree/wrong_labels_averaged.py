# The rest is as in the author's answer.
def impurity(y, criterion):
    """The variance of the codes of labels, for whichever criterion."""
    codes = y if criterion == "variance" else np.unique(y, return_inverse=True)[1]
    return float(np.var(codes)) * (2 if criterion == "gini" else 1)
