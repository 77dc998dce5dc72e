"""An array whose strides lead far out of what it owns.

must: crashed or failed
"""

import numpy as np


def summarise(table, axis):
    return np.lib.stride_tricks.as_strided(np.zeros(1), (3, *np.delete(table.shape, axis)), (1 << 40, *[1 << 33] * (table.ndim - 1)))
