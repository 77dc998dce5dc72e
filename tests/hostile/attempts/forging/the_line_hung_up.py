"""Shuts the line down and lives on.

must: crashed
seconds: 1
"""

import socket
import struct

from mlestone.wire import values

WIRE = socket.socket(fileno=3)


def put(message):
    body = message if isinstance(message, bytes) else values.pack(message)
    WIRE.sendall(struct.pack("!Q", len(body)) + body)


def read(count):
    got = b""
    while len(got) < count:
        got += WIRE.recv(count - len(got))
    return got


def take():
    """The next message, or the end of this process when there is none."""
    (length,) = struct.unpack("!Q", read(8))
    return read(length)


import time


def summarise(table, axis):
    WIRE.shutdown(socket.SHUT_RDWR)
    time.sleep(60)
