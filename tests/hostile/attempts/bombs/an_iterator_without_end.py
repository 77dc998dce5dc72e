"""Returns an iterator that never ends, where values are expected.

must: failed
"""

import itertools


def summarise(table, axis):
    return itertools.count()
