"""A message of three megabytes that becomes a thousand times as many objects.

must: failed or crashed or out_of_limits
seconds: 2
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


BODY = b"\x93" + values.pack("value") + b"\xdd" + struct.pack("!I", 600_000) + values.pack(set()) * 600_000 + b"\x80"


def summarise(table, axis):
    put(BODY)
    return 0
