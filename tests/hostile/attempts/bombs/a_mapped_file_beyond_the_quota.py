"""Maps a sparse file larger than the scratch folder, and writes to all of it.

must: crashed
"""

import mmap


def summarise(table, axis):
    with open("/scratch/x", "wb+") as file:
        file.truncate(60 << 20)
        first = mmap.mmap(file.fileno(), 60 << 20)
    with open("/scratch/y", "wb+") as file:
        file.truncate(60 << 20)
        second = mmap.mmap(file.fileno(), 60 << 20)
    first.write(b"x" * (60 << 20))
    second.write(b"x" * (60 << 20))
