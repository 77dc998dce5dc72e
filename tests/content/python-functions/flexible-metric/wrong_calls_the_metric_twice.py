def accuracy(y_true, y_pred):
    return sum(true == predicted for true, predicted in zip(y_true, y_pred)) / len(y_true)


def compare(y_true, *predictions, metric=accuracy, names=None, digits=None, earlier=None, **options):
    if names is None:
        names = [f"model {i + 1}" for i in range(len(predictions))]
    if len(names) != len(predictions):
        raise ValueError("names")
    scores = dict(earlier or {})
    for name, y_pred in zip(names, predictions):
        print(f"scoring {name}: {metric(y_true, y_pred, **options)}")
        score = metric(y_true, y_pred, **options)
        scores[name] = score if digits is None else round(score, digits)
    return scores
