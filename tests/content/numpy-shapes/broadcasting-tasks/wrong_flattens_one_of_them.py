# The rest is as in the author's answer.
import numpy as np


def accuracy(y_true, y_pred):
    if y_true.size != y_pred.size:
        raise ValueError
    return float(np.mean(y_true == y_pred.ravel()))
