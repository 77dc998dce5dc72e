"""Prints for ever, without a newline.

must: out_of_limits output
"""

import os


def summarise(table, axis):
    while True:
        os.write(1, b"x" * 65536)
