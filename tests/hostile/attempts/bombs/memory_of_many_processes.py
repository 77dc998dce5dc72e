"""Each of many processes stays within its own limit.

must: out_of_limits
seconds: 3
"""

import os
import time


def summarise(table, axis):
    for _ in range(20):
        if os.fork() == 0:
            held = []
            while True:
                try:
                    held.append(bytearray(b"x" * (8 << 20)))
                except MemoryError:
                    time.sleep(1)
    time.sleep(1000)
