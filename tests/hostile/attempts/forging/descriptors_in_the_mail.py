"""Sends open descriptors along with the answer, thousands of them, and credentials of somebody else.

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


import array
import os


def summarise(table, axis):
    fds = array.array("i", [os.open("/dev/null", os.O_RDONLY)] * 250)
    body = values.pack(["value", None, {}])
    for _ in range(20):
        WIRE.sendmsg([b"\0" * 0 + struct.pack("!Q", len(body)) + body], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, fds)])
    for who in ((1, 0, 0), (os.getpid(), 0, 0)):
        try:
            WIRE.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_CREDENTIALS, struct.pack("iii", *who))])
        except OSError:
            pass
    return 0
