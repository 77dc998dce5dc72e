"""Prints empty lines for ever, to both streams.

must: out_of_limits output or out_of_limits time
"""

import sys


def summarise(table, axis):
    while True:
        print()
        print(file=sys.stderr)
