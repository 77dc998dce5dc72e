"""Timers, alarms and priorities are set so that no deadline should come.

must: out_of_limits time
seconds: 1
"""

import resource
import signal


def summarise(table, axis):
    signal.signal(signal.SIGALRM, signal.SIG_IGN)
    signal.signal(signal.SIGXCPU, signal.SIG_IGN)
    signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
