"""An object each of whose attributes is another thing at each look, the right one never.

must: failed
"""

import numpy as np


class Turning:
    looks = 0

    def __getattribute__(self, name):
        Turning.looks += 1
        if Turning.looks % 3 == 0:
            raise AttributeError(name)
        return (3, 5) if Turning.looks % 3 == 1 else np.zeros((3, 5))

    def __iter__(self):
        return iter(range(Turning.looks))

    def __len__(self):
        return Turning.looks


def summarise(table, axis):
    return Turning()
