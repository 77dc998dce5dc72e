"""A verdict that says passed goes to every descriptor there might be, with and without a frame.

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


import json
import os

VERDICT = json.dumps({"schema": 1, "status": "passed", "summary": "All checks passed.", "checks": []}).encode()
for fd in range(1, 300):
    for data in (VERDICT, struct.pack("!I", len(VERDICT)) + VERDICT, struct.pack("!Q", len(VERDICT)) + VERDICT):
        try:
            os.write(fd, data)
        except OSError:
            pass
os._exit(0)
