"""Puts a socket of its own over the line and answers itself.

must: crashed
seconds: 1
"""

import os
import socket
import time

import numpy as np


def summarise(table, axis):
    ours, theirs = socket.socketpair()
    os.dup2(theirs.fileno(), 3)
    time.sleep(60)
