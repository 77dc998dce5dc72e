def accuracy(y_true, y_pred):
    """Return the share of predictions that are right."""
    right = 0
    for true, predicted in zip(y_true, y_pred):
        if true == predicted:
            right += 1
    return right / len(y_true)


def change(score, before, margin=0.02):
    """Return "better", "worse" or "same"."""
    if score - before > margin:
        return "better"
    if before - score > margin:
        return "worse"
    return "same"


def report(y_true, predictions, before):
    """Return a line for each model: its name, its accuracy, and how that has changed."""
    lines = []
    for name, y_pred in predictions.items():
        score = accuracy(y_true, y_pred)
        if name in before:
            verdict = change(score, before[name])
        else:
            verdict = "new"
        lines.append(f"{name}: {round(score, 2)} ({verdict})")
    return "\n".join(lines)
