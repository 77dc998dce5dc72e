"""A subclass of ndarray whose dtype, shape, tobytes and view are the learner's own.

must: failed
"""

import numpy as np


class Lying(np.ndarray):
    dtype = property(lambda self: np.dtype("V0"))
    shape = property(lambda self: (0,))
    nbytes = property(lambda self: 0)

    def tobytes(self, *rest):
        return b""

    def view(self, *rest):
        return np.empty(0)

    def __reduce__(self):
        return print, ("reduced",)


def summarise(table, axis):
    return np.zeros((3, *np.delete(table.shape, axis))).view(Lying)
