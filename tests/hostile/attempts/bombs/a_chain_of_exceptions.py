"""An exception whose causes go round in a circle, and one with ten thousand of them.

must: failed
"""

def summarise(table, axis):
    last = None
    for number in range(10_000):
        error = ValueError(number)
        error.__context__ = last
        last = error
    first = KeyError("first")
    first.__cause__ = last if table.ndim == 3 else first
    raise first
