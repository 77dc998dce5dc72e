"""Gives the very object back it was given.

must: failed
"""

def summarise(table, axis):
    return table
