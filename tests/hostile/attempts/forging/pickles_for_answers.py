"""Pickles that would run a command where they are read, bare and as bytes in a value.

must: crashed
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


import os
import pickle


class Command:
    def __reduce__(self):
        return os.system, ("touch /tmp/mlestone-was-here",)


BARE = pickle.dumps(Command())


def summarise(table, axis):
    put(["value", BARE, {}])
    put(BARE)
    return BARE
