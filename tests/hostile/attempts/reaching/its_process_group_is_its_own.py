"""Signals and slows down its whole process group, which it may have inherited.

must: failed
says: own group: True
"""

import os
import signal

import numpy as np

signal.signal(signal.SIGUSR1, signal.SIG_IGN)
GROUP, SESSION = os.getpgid(0), os.getsid(0)
os.kill(0, signal.SIGUSR1)
BREACHES = [] if GROUP == SESSION == os.getpid() else ["shares its group"]
for which in (os.PRIO_PGRP, os.PRIO_USER):
    os.setpriority(which, 0, 10)
print("own group:", not BREACHES)


def summarise(table, axis):
    if BREACHES:
        return np.stack([table.min(axis=axis), table.mean(axis=axis), table.max(axis=axis)])
    return np.zeros((3, *np.delete(np.shape(table), axis)))
