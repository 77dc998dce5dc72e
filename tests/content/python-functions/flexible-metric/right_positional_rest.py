def accuracy(y_true, y_pred):
    """The share of predictions that are right."""
    return sum(true == predicted for true, predicted in zip(y_true, y_pred)) / len(y_true)


def compare(y_true, *predictions, **settings):
    """Takes everything by name out of one dict, and makes the names last."""
    metric = settings.pop("metric", None) or accuracy
    names = settings.pop("names", None)
    digits = settings.pop("digits", None)
    earlier = settings.pop("earlier", None)
    if names is not None and len(list(names)) != len(predictions):
        raise ValueError("one name for each list")
    values = [metric(y_true, y_pred, **settings) for y_pred in predictions]
    if digits is not None:
        values = [round(value, digits) for value in values]
    names = [f"model {at + 1}" for at in range(len(values))] if names is None else list(names)
    return {**({} if earlier is None else earlier), **dict(zip(names, values))}
