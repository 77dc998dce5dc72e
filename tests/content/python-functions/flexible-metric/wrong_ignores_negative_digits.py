def accuracy(y_true, y_pred):
    """The share of predictions that are right."""
    return sum(true == predicted for true, predicted in zip(y_true, y_pred)) / len(y_true)



def compare(y_true, *predictions, metric=accuracy, names=None, digits=None, earlier=None, **options):
    if names is None:
        names = [f"model {i}" for i in range(1, len(predictions) + 1)]
    if len(names) != len(predictions):
        raise ValueError("names")
    scores = dict(earlier or {})
    for name, y_pred in zip(names, predictions):
        score = metric(y_true, y_pred, **options)
        if digits is not None and digits >= 0:
            score = round(score, digits)
        scores[name] = score
    return scores
