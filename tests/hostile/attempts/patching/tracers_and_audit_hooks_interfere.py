"""A tracer, a profiler and an audit hook raise wherever something of MLestone's runs.

must: failed or crashed
"""

import sys

import numpy as np


def disturb(frame, event, argument):
    if "mlestone" in frame.f_code.co_filename:
        raise RuntimeError("disturbed")
    return disturb


sys.settrace(disturb)
sys.setprofile(disturb)


def summarise(table, axis):
    return np.zeros((3, *np.delete(np.shape(table), axis)))
