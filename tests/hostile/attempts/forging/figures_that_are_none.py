"""The servant's table of requests is replaced: signatures and names are arrays, ranges and objects.

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


import numpy as np

from mlestone.wire import servant

GARBAGE = [["x", [[np.array([1, 2])] * 3]], range(10**7), [object()], None]
for request, (_, length) in list(servant._REQUESTS.items()):
    if request in ("signature", "names", "doc", "figures"):
        servant._REQUESTS[request] = (lambda self, *rest: ["value", GARBAGE[0], {}], length)


def tally(f, values_):
    return sum(f(value) for value in values_)
