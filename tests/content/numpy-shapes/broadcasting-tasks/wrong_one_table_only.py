# The rest is as in the author's answer.
import numpy as np


def row_shares(counts):
    totals = np.atleast_2d(counts).sum(axis=1)
    return counts / np.maximum(totals, 1)[:, None]


def one_hot(labels, classes):
    codes = np.zeros((len(labels), classes))
    known = labels >= 0
    codes[np.flatnonzero(known), labels[known]] = 1
    return codes
