"""Landlock: which files a child may read, which it may write, and whom it may signal.

A ruleset is made once, by the zygote; each child enters it. Rules follow directories, not names, so a link or a
second mount of the same folder makes no difference.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mlestone.engine.walls.syscalls import syscall

_CREATE, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_RULE_PATH_BENEATH = 1
_MAKE_BLOCK_DEVICE = 1 << 11
_REFER = 1 << 13  # to move a file to another folder: any rules refuse that unless they allow it, from version 2 on
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 2, 4, 8
# How many file rights each version of Landlock knows; all of them are handled, so all others are refused.
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
_BIND_TCP, _CONNECT_TCP = 1, 2
_SCOPE_ABSTRACT_SOCKETS, _SCOPE_SIGNALS = 1, 2
_FOR_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | (1 << 14) | (1 << 15)  # rights that make sense on a file


class _Ruleset(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint64) for name in ("files", "network", "scoped")]


class _PathRule(ctypes.Structure):
    _pack_ = 1
    _fields_ = [("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32)]


@cache
def version() -> int:
    """The version of Landlock this kernel offers; 0 if none."""
    try:
        return syscall(_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(1), what="landlock")
    except OSError:
        return 0


@dataclass(frozen=True, slots=True)
class Place:
    """A folder or file, opened once so that a rule on it costs one system call."""

    fd: int
    is_folder: bool


def places(paths: Iterable[Path]) -> tuple[Place, ...]:
    """Those of the paths that exist, opened."""
    return tuple(
        Place(os.open(path, os.O_PATH | os.O_CLOEXEC), path.is_dir())
        for path in paths
        if os.path.exists(path)  # noqa: PTH110
    )


def ruleset(read: Iterable[Place], write: Iterable[Place], *, own_network: bool) -> int:
    """A descriptor of rules: read and execute beneath `read`, everything beneath `write`, nothing else.

    Without a network namespace of its own the child may not use TCP at all.
    """
    abi = version()
    if abi == 0:
        raise OSError(38, "this kernel has no Landlock")
    rights = (1 << _FILE_RIGHTS.get(abi, 16)) - 1
    attributes = _Ruleset(
        rights,
        0 if own_network or abi < 4 else _BIND_TCP | _CONNECT_TCP,
        0 if abi < 6 else _SCOPE_ABSTRACT_SOCKETS | _SCOPE_SIGNALS,
    )
    size = 8 if abi < 4 else 16 if abi < 6 else 24
    rules = syscall(_CREATE, ctypes.byref(attributes), ctypes.c_size_t(size), ctypes.c_uint32(0), what="landlock")
    for place in read:
        _allow(rules, place, (_EXECUTE | _READ_FILE | _READ_DIR) & rights)
    for place in write:
        _allow(rules, place, rights)
    return rules


def lower_domain() -> int:
    """Rules that forbid nothing anybody here could do; -1 where there is no Landlock.

    Entering them puts a process below the one that made them: it can neither trace that one nor open what it holds.
    """
    abi = version()
    if not abi:
        return -1
    moves = _REFER if abi > 1 else 0
    attributes = _Ruleset(_MAKE_BLOCK_DEVICE | moves, 0, 0)
    rules = syscall(_CREATE, ctypes.byref(attributes), ctypes.c_size_t(8), ctypes.c_uint32(0), what="landlock")
    if moves:
        for place in places([Path("/")]):
            _allow(rules, place, moves)
            os.close(place.fd)
    return rules


def _allow(rules: int, place: Place, rights: int) -> None:
    rule = _PathRule(rights if place.is_folder else rights & _FOR_FILES, place.fd)
    kind, flags = ctypes.c_int(_RULE_PATH_BENEATH), ctypes.c_uint32(0)
    syscall(_ADD_RULE, ctypes.c_int(rules), kind, ctypes.byref(rule), flags, what="landlock_add_rule")


def enter(rules: int) -> None:
    """Shut this process in; `no_new_privs` must be set. There is no way back."""
    syscall(_RESTRICT_SELF, ctypes.c_int(rules), ctypes.c_uint32(0), what="landlock_restrict_self")
