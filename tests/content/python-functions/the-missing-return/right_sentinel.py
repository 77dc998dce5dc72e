from sklearn.metrics import accuracy_score


def accuracy(y_true, y_pred):
    return accuracy_score(y_true, y_pred)


def change(score, before, margin=0.02):
    if before is None:
        return "new"
    if -margin <= score - before <= margin:
        return "same"
    return ["worse", "better"][score > before]


def report(y_true, predictions, before):
    text = ""
    for name in predictions:
        score = accuracy(y_true, predictions[name])
        text += "%s: %.2f (%s)\n" % (name, score, change(score, before.get(name)))
    return text[:-1]
