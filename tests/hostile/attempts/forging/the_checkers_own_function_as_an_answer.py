"""Returns the very function the checker lent, where a number is expected, and under the learner's name.

must: failed
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


def tally(f, values_):
    for value in values_:
        f(value)
    sys.modules["answer"].tally = f
    return f
