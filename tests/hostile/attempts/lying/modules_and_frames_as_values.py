"""Returns what cannot be a value: the module, its own frame, a lock, an open socket, a type.

must: failed
"""

import socket
import sys
import threading

import numpy as np

KINDS = iter([np, sys._getframe(), threading.Lock(), socket.socket(), type, len, (n for n in [1]), sys.modules])


def summarise(table, axis):
    return next(KINDS, np)
