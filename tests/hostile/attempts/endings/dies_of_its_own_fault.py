"""Reads where nothing is.

must: crashed
"""

import ctypes


def summarise(table, axis):
    ctypes.string_at(8)
