# The rest is as in the author's answer.
from sklearn.model_selection import train_test_split


def stratified_split(ids, classes, share, seed):
    order = np.argsort(ids)
    names, counts = np.unique(classes, return_counts=True)
    alone = np.isin(classes[order], names[counts == 1])
    train, test = train_test_split(order[~alone], test_size=share, random_state=seed, stratify=classes[order[~alone]])
    return np.concatenate([train, order[alone]]), test
