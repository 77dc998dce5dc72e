"""Closes every descriptor, the line too, and goes on.

must: crashed
seconds: 1
"""

import os
import time


def summarise(table, axis):
    os.closerange(0, 1000)
    time.sleep(60)
