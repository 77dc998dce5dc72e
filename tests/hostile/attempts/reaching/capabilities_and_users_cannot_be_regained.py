"""Becomes root by calls, by programs with the set-user-id bit, and by raising capabilities.

must: failed
says: refused all: True
"""

import ctypes
import os
import subprocess

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


class Header(ctypes.Structure):
    _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]


for name, act in (
    ("setuid", lambda: os.setuid(0)), ("setreuid", lambda: os.setreuid(0, 0)), ("setgid", lambda: os.setgid(0)),
    ("setgroups", lambda: os.setgroups([0])), ("setresuid", lambda: os.setresuid(65534, 65534, 65534)),
    ("capset", lambda: kernel(126, ctypes.byref(Header(0x20080522, 0)), (ctypes.c_uint32 * 6)(*[0xFFFFFFFF] * 6))),
    ("ambient", lambda: kernel(157, 47, 2, 21, 0, 0)), ("no_new_privs off", lambda: kernel(157, 38, 0, 0, 0, 0)),
    ("seccomp off", lambda: kernel(157, 22, 0, 0, 0, 0)), ("uid_map", lambda: open("/proc/self/uid_map", "w")),
    ("chown", lambda: os.chown("answer.py", 0, 0)), ("su", lambda: open("/etc/sudoers", "a")),
):
    tried(name, act)
for program in (["su", "-c", "id -u"], ["sudo", "-n", "id", "-u"], ["unshare", "-r", "id", "-u"], ["newuidmap", "1", "0", "0", "1"]):
    try:
        said = subprocess.run(program, capture_output=True, stdin=subprocess.DEVNULL, timeout=5).stdout.strip()
    except (OSError, subprocess.TimeoutExpired) as error:
        said = str(error).encode()
    BREACHES += [program] if said == b"0" else []
with open("/proc/self/status") as file:
    STATUS = dict(line.split(":\t", 1) for line in file if ":\t" in line)
BREACHES += [name for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb") if int(STATUS[name], 16)]
BREACHES += ["user 0"] if os.getuid() == 0 else []
print("refused all:", not BREACHES and len(REFUSED) > 2, BREACHES[:9])


def summarise(table, axis):
    if BREACHES:
        return np.stack([table.min(axis=axis), table.mean(axis=axis), table.max(axis=axis)])
    return np.zeros((3, *np.delete(np.shape(table), axis)))
