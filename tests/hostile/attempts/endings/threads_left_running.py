"""Threads go on after the source has run, printing and writing frames.

must: failed
"""

import threading
import time

import numpy as np


def go_on():
    while True:
        print("still here")
        time.sleep(0.01)


for _ in range(8):
    threading.Thread(target=go_on).start()


def summarise(table, axis):
    return np.zeros((3, *np.delete(np.shape(table), axis)))
