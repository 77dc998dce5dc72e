import numpy as np


def accuracy(y_true, y_pred):
    return float(np.mean(np.asarray(y_true) == np.asarray(y_pred)))


def change(score, before, margin=0.02):
    if score > before + margin:
        return "better"
    elif score < before - margin:
        return "worse"
    else:
        return "same"


def report(y_true, predictions, before):
    text = ""
    for name in predictions:
        score = accuracy(y_true, predictions[name])
        old = before.get(name)
        what = "new" if old is None else change(score, old)
        text += name + ": " + "%.2f" % score + " (" + what + ")\n"
    return text.rstrip("\n")
