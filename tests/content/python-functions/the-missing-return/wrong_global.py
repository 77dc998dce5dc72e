# The rest is as in the author's answer.
def report(y_true, predictions, before):
    global change
    lines = []
    for name, y_pred in predictions.items():
        score = accuracy(y_true, y_pred)
        if name in before:
            change = change(score, before[name])
        else:
            change = "new"
        lines.append(f"{name}: {score:.2f} ({change})")
    return "\n".join(lines)
