"""Takes memory until there is none, and catches that there is none.

must: out_of_limits
seconds: 2
"""

def summarise(table, axis):
    held = []
    while True:
        try:
            held.append(bytearray(8 << 20))
        except MemoryError:
            pass
