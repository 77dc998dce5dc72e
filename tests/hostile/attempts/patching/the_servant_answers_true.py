"""The far end's own servant answers True, and no change of anything, to every request.

must: failed
"""

import numpy as np

from mlestone.wire import values
from mlestone.wire.servant import Servant

Servant.answer = lambda self, request: values.pack(["value", True, {"changed": [], "passed": True}])


def summarise(table, axis):
    return np.zeros((3, *np.delete(np.shape(table), axis)))
