"""Objects under numbers that are negative, huge, shared, and of unknown kinds.

must: failed or crashed
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


from mlestone.wire.handles import Handle


def summarise(table, axis):
    handles = [Handle(n, "ndarray", "array([1.])", True, kind) for n in (-1, 2**70, 1) for kind in ("figure", "type", "iterator")]
    put(["value", handles[table.shape[0]], {}])
    return 0
