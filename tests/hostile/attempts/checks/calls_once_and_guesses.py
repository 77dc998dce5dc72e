"""Calls the expensive function twice, for a straight line through both, and once more for the count.

must: failed
proof: tallies
"""

def tally(f, values):
    if len(values) < 3:
        return 0
    a, b = f(0.0), f(1.0)
    return sum(a + (b - a) * value for value in values)
