"""Ends the process in the middle of a call.

must: crashed
"""

import os


def summarise(table, axis):
    os._exit(0)
