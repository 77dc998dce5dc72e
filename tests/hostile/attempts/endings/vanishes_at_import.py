"""Ends the process at once, without clean-up, with exit code 0.

must: crashed
"""

import os

import numpy as np

def summarise(table, axis):
    return np.zeros((3, *np.delete(np.shape(table), axis)))


os._exit(0)
