def accuracy(y_true, y_pred):
    right = 0
    for true, predicted in zip(y_true, y_pred):
        if true == predicted:
            right += 1
    return right / len(y_true)


def change(score, before, margin=0.02):
    if score > before:
        if score - before > margin:
            return "better"
        return "same"
    elif before - score > margin:
        return "worse"
    else:
        return "same"


def report(y_true, predictions, before):
    lines = []
    how = "new"
    for name, y_pred in predictions.items():
        score = accuracy(y_true, y_pred)
        if name in before:
            how = change(score, before[name])
        lines.append(f"{name}: {score:.2f} ({how})")
    return "\n".join(lines)
