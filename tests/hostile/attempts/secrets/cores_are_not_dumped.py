"""Asks for core dumps and crashes, for the next attempt to read.

must: crashed
"""

import ctypes
import resource

import numpy as np


def summarise(table, axis):
    try:
        resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        return np.stack([table.min(axis=axis), table.mean(axis=axis), table.max(axis=axis)])
    except (OSError, ValueError):
        ctypes.string_at(8)
