# The rest is as in the author's answer.
def report(y_true, predictions, before):
    """Return a line for each model: its name, its accuracy, and how that has changed."""
    lines = []
    for name, y_pred in predictions.items():
        score = accuracy(y_true, y_pred)
        if name in before:
            verdict = change(score, before[name])
        else:
            verdict = "new"
        lines.append(f"{name}: {score:.2} ({verdict})")
    return "\n".join(lines)
