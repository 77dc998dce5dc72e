"""Returns an integer of 10**7 digits; deeper in, one that nearly fits.

must: failed
proof: tallies
"""

def tally(f, values):
    for value in values:
        f(value)
    return [10**39_000, 1 << 33_000_000]
