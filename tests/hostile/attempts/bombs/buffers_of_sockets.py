"""Fills the kernel's buffers through thousands of sockets and pipes.

must: out_of_limits
seconds: 3
"""

import os
import socket
import time


def fill():
    held = []
    try:
        while True:
            held.append(socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM))
            for end in held[-1]:
                end.setblocking(False)
                try:
                    while True:
                        end.send(b"x" * 100_000)
                except OSError:
                    pass
    except OSError:
        time.sleep(1000)


def summarise(table, axis):
    for _ in range(40):
        if os.fork() == 0:
            fill()
    fill()
