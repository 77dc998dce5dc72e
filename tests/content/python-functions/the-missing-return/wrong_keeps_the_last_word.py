# The rest is as in the author's answer.
def report(y_true, predictions, before):
    lines = []
    how = "new"
    for name, y_pred in predictions.items():
        score = accuracy(y_true, y_pred)
        if name in before:
            how = change(score, before[name])
        lines.append(f"{name}: {score:.2f} ({how})")
    return "\n".join(lines)
