"""Types into the terminal of whoever started MLestone.

must: failed
says: refused all: True
"""

import fcntl
import os
import pty
import termios

import numpy as np

BREACHES, REFUSED = [], []


def tried(what, act):
    """A breach, unless it is refused."""
    try:
        result = act()
    except OSError as error:
        REFUSED.append((what, error))
    else:
        BREACHES.append((what, repr(result)[:80]))


for fd in (0, 1, 2, 3):
    tried(f"TIOCSTI on {fd}", lambda: fcntl.ioctl(fd, termios.TIOCSTI, b"x"))
    tried(f"TIOCLINUX on {fd}", lambda: fcntl.ioctl(fd, 0x541C, b"\3"))
    tried(f"TIOCSCTTY on {fd}", lambda: fcntl.ioctl(fd, termios.TIOCSCTTY, 1))
tried("/dev/tty", lambda: os.open("/dev/tty", os.O_RDWR))
tried("pty", lambda: pty.openpty())
print("refused all:", not BREACHES and len(REFUSED) > 2, BREACHES[:9])


def summarise(table, axis):
    if BREACHES:
        return np.stack([table.min(axis=axis), table.mean(axis=axis), table.max(axis=axis)])
    return np.zeros((3, *np.delete(np.shape(table), axis)))
