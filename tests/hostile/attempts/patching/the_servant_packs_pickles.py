"""What packs the replies makes pickles that would run a command where they are read.

must: crashed
"""

import os
import pickle

import numpy as np

from mlestone.wire import servant


class Command:
    def __reduce__(self):
        return os.system, ("touch /tmp/mlestone-was-here",)


servant.pack = lambda *rest, **options: pickle.dumps(Command())


def summarise(table, axis):
    return np.zeros((3, *np.delete(np.shape(table), axis)))
