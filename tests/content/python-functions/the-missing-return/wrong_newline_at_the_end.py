# The rest is as in the author's answer.
def report(y_true, predictions, before):
    text = ""
    for name, y_pred in predictions.items():
        score = accuracy(y_true, y_pred)
        text += f"{name}: {score:.2f} ({change(score, before[name]) if name in before else 'new'})\n"
    return text
