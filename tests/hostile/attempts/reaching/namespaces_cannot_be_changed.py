"""unshare, setns, clone and clone3 with every namespace there is.

must: failed
says: refused all: True
"""

import ctypes
import os

import numpy as np

LIBC = ctypes.CDLL(None, use_errno=True)


def kernel(number, *arguments):
    """A system call by its number on x86_64; OSError when it fails."""
    if os.uname().machine != "x86_64":
        raise OSError("these numbers are another machine's")
    if LIBC.syscall(ctypes.c_long(number), *(ctypes.c_long(a) if isinstance(a, int) else a for a in arguments)) < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))

BREACHES, REFUSED = [], []


def tried(what, act):
    """A breach, unless it is refused."""
    try:
        result = act()
    except OSError as error:
        REFUSED.append((what, error))
    else:
        BREACHES.append((what, repr(result)[:80]))


for flag in (0x80, 0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000):
    tried(f"unshare {flag:#x}", lambda: kernel(272, flag))
    if flag != 0x80:
        tried(f"clone {flag:#x}", lambda: kernel(56, flag | 17, 0, 0, 0, 0))
tried("clone3", lambda: kernel(435, (ctypes.c_uint64 * 11)(0x10000000), 88))
for name in os.listdir("/proc/self/ns"):
    tried(f"setns {name}", lambda: kernel(308, os.open(f"/proc/self/ns/{name}", os.O_RDONLY), 0))
print("refused all:", not BREACHES and len(REFUSED) > 2, BREACHES[:9])


def summarise(table, axis):
    if BREACHES:
        return np.stack([table.min(axis=axis), table.mean(axis=axis), table.max(axis=axis)])
    return np.zeros((3, *np.delete(np.shape(table), axis)))
