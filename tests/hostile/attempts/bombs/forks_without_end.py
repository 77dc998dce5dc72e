"""A fork bomb whose children ignore every signal.

must: out_of_limits
seconds: 1
"""

import os
import signal


def summarise(table, axis):
    for number in (1, 2, 3, 15, 17):
        signal.signal(number, signal.SIG_IGN)
    while True:
        try:
            os.fork()
        except OSError:
            pass
