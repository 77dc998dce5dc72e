"""Calls back for ever, and throws the answers away unread.

must: out_of_limits time or failed
seconds: 1.5
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


import threading


def drop():
    while WIRE.recv(1 << 16):
        pass


def tally(f, values_):
    message = values.pack(["call back", 1, [1.0], {}])
    message = (struct.pack("!Q", len(message)) + message) * 500
    threading.Thread(target=drop, daemon=True).start()
    while True:
        WIRE.sendall(message)
