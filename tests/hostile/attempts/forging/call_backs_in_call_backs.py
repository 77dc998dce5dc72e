"""Each answer to a call back is another call back.

must: crashed or failed or out_of_limits
seconds: 3
proof: tallies
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


import sys


class Deeper:
    def __mul__(self, other):
        return KEPT[0](self)

    __rmul__ = __add__ = __radd__ = __mul__


KEPT = []


def tally(f, values_):
    sys.setrecursionlimit(10**6)
    KEPT.append(f)
    return f(Deeper())
