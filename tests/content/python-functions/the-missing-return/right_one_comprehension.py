def accuracy(y_true, y_pred):
    return sum(a == b for a, b in zip(y_true, y_pred, strict=True)) / len(y_true)


def change(score, before, margin=0.02):
    if abs(score - before) <= margin:
        return "same"
    return "better" if score > before else "worse"


def report(y_true, predictions, before):
    return "\n".join(
        "{}: {:.2f} ({})".format(
            name, accuracy(y_true, y_pred), change(accuracy(y_true, y_pred), before[name]) if name in before else "new"
        )
        for name, y_pred in predictions.items()
    )
