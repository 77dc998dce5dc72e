"""Recursion to the end of the stack, in Python and in C.

must: crashed or failed
seconds: 5
"""

import json
import sys


def summarise(table, axis):
    sys.setrecursionlimit(10**9)
    nested = []
    for _ in range(10**6):
        nested = [nested]
    json.dumps(nested)
