import numpy as np


def accuracy(y_true, y_pred):
    """The share of predictions that are right."""
    return float(np.mean(np.array(y_true) == np.array(y_pred)))


def compare(y_true, *y_preds, earlier=None, digits=None, names=None, metric=accuracy, **kwargs):
    scores = {}
    if earlier is not None:
        scores.update(earlier)
    if names is None:
        names = ["model " + str(i) for i, _ in enumerate(y_preds, start=1)]
    for name, y_pred in zip(names, y_preds, strict=True):
        value = metric(y_true, y_pred, **kwargs)
        if digits is not None:
            value = round(value, digits)
        scores[name] = value
    return scores
