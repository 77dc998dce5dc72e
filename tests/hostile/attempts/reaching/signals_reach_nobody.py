"""Signals to parents, to the group, to everyone and to guessed numbers.

must: failed
says: refused all: True
"""

import os
import signal

import numpy as np

BREACHES, REFUSED = [], []


def tried(what, act):
    """A breach, unless it is refused."""
    try:
        result = act()
    except OSError as error:
        REFUSED.append((what, error))
    else:
        BREACHES.append((what, repr(result)[:80]))


for pid in (-1, os.getppid() or 999_999, *range(2, 300)):
    tried(f"kill {pid}", lambda: os.kill(pid, signal.SIGKILL))
print("refused all:", not BREACHES and len(REFUSED) > 2, BREACHES[:9])


def summarise(table, axis):
    if BREACHES:
        return np.stack([table.min(axis=axis), table.mean(axis=axis), table.max(axis=axis)])
    return np.zeros((3, *np.delete(np.shape(table), axis)))
