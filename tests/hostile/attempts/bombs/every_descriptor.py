"""Opens files, pipes and sockets until there are none.

must: failed
"""

import os


def summarise(table, axis):
    held = []
    while True:
        held.append(os.pipe())
