"""A fork bomb each of whose processes leads a session of its own.

must: out_of_limits
seconds: 1
"""

import os


def summarise(table, axis):
    while True:
        try:
            if os.fork() == 0:
                os.setsid()
        except OSError:
            pass
