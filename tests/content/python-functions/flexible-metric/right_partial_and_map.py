def accuracy(y_true, y_pred):
    """The share of predictions that are right."""
    return sum(true == predicted for true, predicted in zip(y_true, y_pred)) / len(y_true)


import copy
import functools

def compare(y_true, *preds, metric=accuracy, names=None, digits=None, earlier=(), **options):
    preds = list(preds)
    labels = list(names) if names is not None else [f"model {i}" for i, _ in enumerate(preds, start=1)]
    if len(labels) != len(preds):
        raise ValueError(f"{len(labels)} names for {len(preds)} predictions")
    scorer = functools.partial(metric, y_true, **options)
    values = list(map(scorer, preds))
    if digits is not None:
        values = [round(v, digits) for v in values]
    out = copy.deepcopy(dict(earlier))
    out.update(zip(labels, values))
    return out
