# The rest is as in the author's answer.
import numpy as np


def one_hot(labels, classes):
    return np.eye(classes)[labels]
