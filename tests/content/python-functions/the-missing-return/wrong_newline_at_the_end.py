def accuracy(y_true, y_pred):
    return sum(t == p for t, p in zip(y_true, y_pred)) / len(y_true)


def change(score, before, margin=0.02):
    if abs(score - before) <= margin:
        return "same"
    return "better" if score > before else "worse"


def report(y_true, predictions, before):
    text = ""
    for name, y_pred in predictions.items():
        score = accuracy(y_true, y_pred)
        text += f"{name}: {score:.2f} ({change(score, before[name]) if name in before else 'new'})\n"
    return text
