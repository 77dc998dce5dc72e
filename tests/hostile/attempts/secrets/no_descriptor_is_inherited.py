"""Looks for descriptors beside the four it has, and reads from those.

must: failed
says: descriptors: []
"""

import fcntl
import os

import numpy as np

BREACHES = []
for fd in range(4, 5000):
    try:
        fcntl.fcntl(fd, fcntl.F_GETFD)
    except OSError:
        continue
    BREACHES.append(os.readlink(f"/proc/self/fd/{fd}"))
for fd in (0, 1, 2, 3):
    try:
        again = os.open(f"/proc/self/fd/{fd}", os.O_RDONLY | os.O_NONBLOCK)
        if fd and os.read(again, 1000):
            BREACHES.append(fd)
        os.close(again)
    except OSError as error:
        print(fd, error)
print("descriptors:", BREACHES)


def summarise(table, axis):
    if BREACHES:
        return np.stack([table.min(axis=axis), table.mean(axis=axis), table.max(axis=axis)])
    return np.zeros((3, *np.delete(np.shape(table), axis)))
