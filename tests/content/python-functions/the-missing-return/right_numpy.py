import numpy as np


def accuracy(y_true, y_pred):
    return np.mean(np.asarray(y_true) == np.asarray(y_pred))


def change(score, before, margin=0.02):
    difference = score - before
    return "same" if abs(difference) <= margin else "better" if difference > 0 else "worse"


def report(y_true, predictions, before):
    def line(name):
        score = accuracy(y_true, predictions[name])
        return "{}: {:.2f} ({})".format(name, score, change(score, before[name]) if name in before else "new")

    return "\n".join(map(line, predictions))
