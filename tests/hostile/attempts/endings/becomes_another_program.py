"""Replaces itself by another program that says it all went well.

must: crashed
"""

import os
import sys


def summarise(table, axis):
    os.set_inheritable(3, True)
    os.execv("/bin/sh", ["sh", "-c", "echo passed; echo passed >&3; exit 0"])
