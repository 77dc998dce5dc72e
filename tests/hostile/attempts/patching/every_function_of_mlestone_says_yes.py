"""All of MLestone that is loaded beside the learner's code is replaced by functions that return True.

must: failed or crashed
"""

import sys
import types

import numpy as np

for name, module in list(sys.modules.items()):
    if name.partition(".")[0] == "mlestone":
        for key, value in list(vars(module).items()):
            if isinstance(value, types.FunctionType) and not key.startswith("_"):
                setattr(module, key, lambda *rest, **options: True)


def summarise(table, axis):
    return np.zeros((3, *np.delete(np.shape(table), axis)))
