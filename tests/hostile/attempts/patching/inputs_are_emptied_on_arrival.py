"""The function is right, but each array it is given has been set to nought as it came off the wire.

must: failed
"""

import numpy as np

from mlestone.wire import servant

honest = servant.unpack


def unpack(*rest, **options):
    request = honest(*rest, **options)
    if request[0] == "call":
        request[2] = [np.zeros_like(value) if isinstance(value, np.ndarray) else value for value in request[2]]
    return request


servant.unpack = unpack


def summarise(table, axis):
    return np.stack([table.min(axis=axis), table.mean(axis=axis), table.max(axis=axis)])
