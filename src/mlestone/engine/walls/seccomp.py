"""seccomp: the system calls a child has no business with.

A list of refusals, not of permissions: numerical libraries use the kernel widely and differently, while what
reaches out of a sandbox is a known, short list. Calls newer than the newest one listed here answer "not implemented".
"""

from __future__ import annotations

import ctypes
import errno
import platform
import socket
import struct

from mlestone.engine.walls.syscalls import PR_SET_SECCOMP, SECCOMP_MODE_FILTER, prctl

# name: number on x86_64, number on aarch64 (None: does not exist there)
_REFUSED: dict[str, tuple[int | None, int | None]] = {
    # other processes
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "kcmp": (312, 272),
    "pidfd_getfd": (438, 438), "process_madvise": (440, 440), "process_mrelease": (448, 448),
    # namespaces and mounts
    "unshare": (272, 97), "setns": (308, 268), "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41),
    "chroot": (161, 51), "open_tree": (428, 428), "move_mount": (429, 429), "fsopen": (430, 430),
    "fsconfig": (431, 431), "fsmount": (432, 432), "fspick": (433, 433), "mount_setattr": (442, 442),
    "name_to_handle_at": (303, 264), "open_by_handle_at": (304, 265), "quotactl": (179, 60), "acct": (163, 89),
    # the kernel's wide doors
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282), "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426), "io_uring_register": (427, 427), "add_key": (248, 217), "request_key": (249, 218),
    "keyctl": (250, 219), "fanotify_init": (300, 262), "lookup_dcookie": (212, 18), "personality": (135, 92),
    "vhangup": (153, 58), "swapon": (167, 224), "swapoff": (168, 225), "reboot": (169, 142), "syslog": (103, 116),
    "init_module": (175, 105), "delete_module": (176, 106), "finit_module": (313, 273), "kexec_load": (246, 104),
    "kexec_file_load": (320, 294), "iopl": (172, None), "ioperm": (173, None), "modify_ldt": (154, None),
    # the machine's clock
    "settimeofday": (164, 170), "clock_settime": (227, 112), "adjtimex": (159, 171), "clock_adjtime": (305, 266),
    # memory that no limit of ours would count
    "memfd_create": (319, 279), "memfd_secret": (447, 447), "shmget": (29, 194), "msgget": (68, 186),
    "semget": (64, 190),
    "mlock": (149, 228), "mlock2": (325, 284), "mlockall": (151, 230),
}  # fmt: skip
_CLONE3, _NEWEST = 435, 462
_CLONE = {"x86_64": 56, "aarch64": 220}
_SOCKET = {"x86_64": 41, "aarch64": 198}
_IOCTL = {"x86_64": 16, "aarch64": 29}
_ARCHITECTURE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_NEW_NAMESPACE = 0x7E020000  # every CLONE_NEW* flag but the time namespace, which clone cannot take
_TIOCSTI, _TIOCLINUX = 0x5412, 0x541C  # typing into someone's terminal
_ALLOWED_FAMILIES = (int(socket.AF_UNIX), int(socket.AF_INET), int(socket.AF_INET6))

_LOAD, _EQUAL, _ABOVE, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL = 0x7FFF0000, 0x80000000
_NUMBER, _ARCH, _FIRST, _SECOND = 0, 4, 16, 24  # offsets in struct seccomp_data (low halves of the arguments)


def _refuse(code: int) -> int:
    return 0x00050000 | code


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("code", ctypes.c_void_p)]


def _statement(code: int, value: int, jump_true: int = 0, jump_false: int = 0) -> bytes:
    return struct.pack("HBBI", code, jump_true, jump_false, value)


def program(machine: str | None = None) -> bytes:
    """The filter, as the bytes of a BPF program for this machine."""
    machine = machine or platform.machine()
    if machine not in _ARCHITECTURE:
        raise OSError(errno.ENOSYS, f"no filter for {machine}")
    column = 0 if machine == "x86_64" else 1
    refused = sorted(number for numbers in _REFUSED.values() if (number := numbers[column]) is not None)
    code = [
        _statement(_LOAD, _ARCH),
        _statement(_EQUAL, _ARCHITECTURE[machine], 1, 0),
        _statement(_RETURN, _KILL),  # another calling convention would go round every number below
        _statement(_LOAD, _NUMBER),
        # too new to be known, or the x32 convention: both lie above
        _statement(_ABOVE, _NEWEST + 1, 0, 1),
        _statement(_RETURN, _refuse(errno.ENOSYS)),
        # clone3 hides its flags in memory; without it, libc falls back to clone, whose flags can be seen
        _statement(_EQUAL, _CLONE3, 0, 1),
        _statement(_RETURN, _refuse(errno.ENOSYS)),
    ]
    for number in refused:
        code += [_statement(_EQUAL, number, 0, 1), _statement(_RETURN, _refuse(errno.EPERM))]
    code += [
        _statement(_EQUAL, _CLONE[machine], 0, 4),
        _statement(_LOAD, _FIRST),
        _statement(_ANY_BIT, _NEW_NAMESPACE, 0, 1),
        _statement(_RETURN, _refuse(errno.EPERM)),
        _statement(_RETURN, _ALLOW),
        _statement(_EQUAL, _IOCTL[machine], 0, 5),
        _statement(_LOAD, _SECOND),
        _statement(_EQUAL, _TIOCSTI, 1, 0),
        _statement(_EQUAL, _TIOCLINUX, 0, 1),
        _statement(_RETURN, _refuse(errno.EPERM)),
        _statement(_RETURN, _ALLOW),
        _statement(_EQUAL, _SOCKET[machine], 1, 0),
        _statement(_RETURN, _ALLOW),
        _statement(_LOAD, _FIRST),
    ]
    for index, family in enumerate(_ALLOWED_FAMILIES):
        code.append(_statement(_EQUAL, family, len(_ALLOWED_FAMILIES) - index, 0))
    code += [_statement(_RETURN, _refuse(errno.EAFNOSUPPORT)), _statement(_RETURN, _ALLOW)]
    return b"".join(code)


def enter(filter_program: bytes) -> None:
    """Put the filter on this process and all it will start; `no_new_privs` must be set."""
    buffer = ctypes.create_string_buffer(filter_program, len(filter_program))
    record = _Program(len(filter_program) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    pointer = (_Program * 1)(record)
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, pointer)
