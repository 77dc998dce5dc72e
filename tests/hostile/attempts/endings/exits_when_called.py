"""Raises SystemExit(0) instead of returning.

must: failed
"""

def summarise(table, axis):
    raise SystemExit(0)
