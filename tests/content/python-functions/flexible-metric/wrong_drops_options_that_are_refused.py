def accuracy(y_true, y_pred):
    """The share of predictions that are right."""
    return sum(true == predicted for true, predicted in zip(y_true, y_pred)) / len(y_true)



def compare(y_true, *predictions, metric=accuracy, names=None, digits=None, earlier=None, **options):
    """Return a dictionary from each model's name to the score of its predictions."""
    if names is None:
        names = [f"model {i}" for i in range(1, len(predictions) + 1)]
    if len(names) != len(predictions):
        raise ValueError("as many names as predictions, please")
    scores = dict(earlier or {})
    for name, y_pred in zip(names, predictions):
        try:
            score = metric(y_true, y_pred, **options)
        except TypeError:
            score = metric(y_true, y_pred)
        if digits is not None:
            score = round(score, digits)
        scores[name] = score
    return scores
