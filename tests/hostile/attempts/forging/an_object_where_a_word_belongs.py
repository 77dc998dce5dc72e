"""The first word of a message is an object of the learner's, and comparing with it asks him.

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


from mlestone.wire.handles import Handle

NUMBER = 0
put(["opening", None])
while True:
    take()
    NUMBER += 1
    put([Handle(NUMBER, "str", "value", False, "object"), True, {}])
