"""Asks for a terabyte.

must: failed
"""

import numpy as np


def summarise(table, axis):
    return np.zeros(1 << 37) + np.ones(1 << 37)
