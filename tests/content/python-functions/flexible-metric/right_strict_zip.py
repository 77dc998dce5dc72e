def accuracy(y_true, y_pred):
    """The share of predictions that are right."""
    return sum(true == predicted for true, predicted in zip(y_true, y_pred)) / len(y_true)



def compare(y_true, /, *y_preds, metric=None, names=None, digits=None, earlier=None, **kwargs):
    if metric is None:
        metric = accuracy
    if names is None:
        names = ("model " + str(k + 1) for k in range(len(y_preds)))
    new = {n: metric(y_true, p, **kwargs) for n, p in zip(names, y_preds, strict=True)}
    if digits is not None:
        new = {n: round(s, digits) for n, s in new.items()}
    return {**(earlier if earlier is not None else {}), **new}
