def accuracy(y_true, y_pred):
    right = 0
    for true, predicted in zip(y_true, y_pred):
        if true == predicted:
            right += 1
    return right / len(y_true)


def change(score, before, margin=0.02):
    if score - before > margin:
        return "better"
    else:
        return "worse"
    return "same"


def report(y_true, predictions, before):
    lines = []
    for name, y_pred in predictions.items():
        score = accuracy(y_true, y_pred)
        verdict = change(score, before[name]) if name in before else "new"
        lines.append(f"{name}: {score:.2f} ({verdict})")
    return "\n".join(lines)
