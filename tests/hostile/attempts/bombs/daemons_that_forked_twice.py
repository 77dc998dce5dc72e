"""Daemons in sessions of their own, which would outlive their parent.

must: failed
"""

import os
import time


def summarise(table, axis):
    for _ in range(5):
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                os.closerange(0, 100)
                while True:
                    time.sleep(1)
            os._exit(0)
    return 0
