"""Shared anonymous memory and files in /dev/shm, which count for nobody in particular.

must: failed or out_of_limits memory
seconds: 8
"""

import mmap


def summarise(table, axis):
    held = []
    with open("/dev/shm/x", "wb") as file:
        try:
            while True:
                file.write(b"x" * (1 << 20))
        except OSError as error:
            print("the disk is", error.strerror)
    while True:
        held.append(mmap.mmap(-1, 64 << 20))
        held[-1].write(b"x" * (64 << 20))
