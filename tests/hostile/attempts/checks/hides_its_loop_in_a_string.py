"""Has the forbidden loop in a string that is executed.

must: failed
peers: no
"""

import numpy as np

LOOP = """
def summarise(table, axis):
    rows = []
    f\x6fr reduce in (np.min, np.mean, np.max):
        rows.append(reduce(table, axis=axis))
    return np.stack(rows)
"""


def summarise(table, axis):
    space = {"np": np}
    exec(LOOP.replace("reduce", "reduce"), space)
    return space["summarise"](table, axis)
