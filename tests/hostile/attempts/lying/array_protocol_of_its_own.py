"""An object whose __array__ changes with each look, and whose __array_interface__ points nowhere.

must: failed
"""

import numpy as np


class Elusive:
    looks = 0

    def __array__(self, dtype=None, copy=None):
        Elusive.looks += 1
        return np.full((3, 5), float(Elusive.looks))

    @property
    def __array_interface__(self):
        return {"shape": (3, 5), "typestr": "<f8", "data": (0, False), "version": 3}


def summarise(table, axis):
    return Elusive()
