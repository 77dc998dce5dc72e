"""Handles or ignores every signal, then sleeps.

must: out_of_limits time
seconds: 1
"""

import signal
import time


def summarise(table, axis):
    for number in range(1, 65):
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
    while True:
        time.sleep(1)
