# The rest is as in the author's answer.
import numpy as np


def least_squares(X, y):
    Q, R = np.linalg.qr(np.column_stack([np.ones(len(X)), X]))
    w = np.linalg.solve(R, Q.T @ y)
    return float(w[0]), w[1:]
