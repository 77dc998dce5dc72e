# The rest is as in the author's answer.
import numpy as np


def accuracy(y_true, y_pred):
    if y_true.size != y_pred.size:
        raise ValueError("n")
    y_true.shape = (-1,)
    y_pred.shape = (-1,)
    return np.mean(y_true == y_pred)
