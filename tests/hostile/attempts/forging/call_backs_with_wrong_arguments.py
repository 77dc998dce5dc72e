"""Calls back with none, with many, with keywords that are no text, with itself.

must: crashed or failed
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


def tally(f, values_):
    for args, kwargs in (([], {}), ([1] * 50, {}), ([f], {}), ([1], {"x": 1}), ([1], {2: 1})):
        put(["call back", 1, args, kwargs] if f not in args else ["call back", 1, [], {}])
        take()
    return sum(f(v) for v in values_)
