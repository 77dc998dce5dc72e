"""A machine's network, entered from outside and looked at from inside.

Whoever has entered it has nothing else: its 127.0.0.1 is the machine's, no host and no other lab can be reached. Every
library a check uses to talk to a service then simply works. The machine has a second address, as it would have in a
network with others: what listens on 127.0.0.1 alone refuses whoever comes by that.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import socket
import struct
from pathlib import Path

from mlestone.engine.walls import syscalls

HERE = "127.0.0.1"
OUTSIDE = "10.77.0.1"

_LISTENING = "0A"
_SET_ADDRESS = 0x8916


def open_network(process: int | str = "self") -> int:
    """A descriptor of the network a process is in, as far as /proc tells."""
    return os.open(f"/proc/{process}/ns/net", os.O_RDONLY | os.O_CLOEXEC)


def enter(network: int) -> None:
    """Put this thread, and all it starts from now on, into a network.

    Who is not root on the host is so in the user namespace the network belongs to, and goes there first; that can only
    be done while this process has one thread.
    """
    try:
        syscalls.setns(network, syscalls.NEWNET)
    except PermissionError:
        owner = _owner(network)
        syscalls.setns(owner, syscalls.NEWUSER)
        os.close(owner)
        syscalls.setns(network, syscalls.NEWNET)


def _owner(network: int) -> int:
    """The user namespace a network belongs to."""
    get_owner = 0xB701  # NS_GET_USERNS
    return fcntl.ioctl(network, get_owner)


def take_outside_address() -> None:
    """Give the machine whose network this thread is in its second address."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        request = struct.pack("16sH2s4s8x", b"lo:1", socket.AF_INET, b"\0\0", socket.inet_aton(OUTSIDE))
        with contextlib.suppress(FileExistsError):
            fcntl.ioctl(probe, _SET_ADDRESS, request)


def listening() -> set[int]:
    """The TCP ports somebody listens on, in the network of this thread. Nobody is connected to for that."""
    ports: set[int] = set()
    for name in ("tcp", "tcp6"):
        with contextlib.suppress(OSError):
            for line in Path("/proc/thread-self/net", name).read_text().splitlines()[1:]:
                _, local, _, state, *_ = line.split()
                if state == _LISTENING:
                    ports.add(int(local.rpartition(":")[2], 16))
    return ports


def free_port() -> int:
    """A port nobody uses, in the network of this thread."""
    with socket.socket() as probe:
        probe.bind((HERE, 0))
        return int(probe.getsockname()[1])
