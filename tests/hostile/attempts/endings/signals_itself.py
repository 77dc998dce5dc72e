"""Sends itself every signal there is.

must: failed or crashed or out_of_limits
seconds: 1
"""

import os
import signal

import numpy as np


def summarise(table, axis):
    for number in (signal.SIGXCPU, signal.SIGTERM, signal.SIGABRT, 40, signal.SIGSTOP, signal.SIGKILL):
        os.kill(os.getpid(), number)
    return np.zeros((3, *np.delete(table.shape, axis)))
