"""Arrays of no bytes and 10**18 elements, of types of a gigabyte, of negative lengths.

must: crashed or failed
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


from mlestone.wire import extensions as ext


def array(dtype, shape, raw):
    payload = values.pack(dtype) + values.pack(shape) + values.pack("C") + raw
    return b"\xc8" + struct.pack("!Hb", len(payload), ext.ARRAY) + payload


SHAPES = iter([
    ("<f8", [0, 10**18], b""), ("|V1000000000", [0], b""), ("<f8", [-1, -3, -5], b"x" * 120), ("|S0", [10**12], b""),
    (["of", "<f8", [10**9, 10**9]], [1], b""), ("O", [3], b"\1" * 24), ("<f8", [1] * 65, b"x" * 8),
])


def summarise(table, axis):
    put(b"\x93" + values.pack("value") + array(*next(SHAPES)) + b"\x80")
    return 0
