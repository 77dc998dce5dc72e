"""Every clock of Python's stands still and every sleep is over at once; the work takes for ever.

must: out_of_limits time
seconds: 1
"""

import datetime
import time

import numpy as np

for name in ("time", "monotonic", "perf_counter", "process_time", "thread_time"):
    setattr(time, name, lambda: 0.0)
    setattr(time, f"{name}_ns", lambda: 0)
time.clock_gettime = lambda which: 0.0
time.sleep = lambda seconds: None


def summarise(table, axis):
    while True:
        pass
