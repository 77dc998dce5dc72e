"""Out-of-band data on the line, and options that would slow the other end.

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


def summarise(table, axis):
    for option in range(70):
        try:
            WIRE.setsockopt(socket.SOL_SOCKET, option, 1)
        except OSError:
            pass
    try:
        WIRE.send(b"x", socket.MSG_OOB)
    except OSError:
        pass
    put(["value", 0, {}])
    return 0
