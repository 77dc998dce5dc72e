"""Where children hatch: the zygote's own enclosure, and the walls each child raises round itself.

A zygote that learners' children are forked from first leaves the host: new user, mount and PID namespaces, the
view as its root. Each child then gets a PID namespace in which it is process 1 (when it dies, the kernel ends all
it started), a network, IPC, mount and user namespace of its own, limits, no capabilities, Landlock and seccomp.

Every wall is a step with a name. A trial child at the start finds out which ones this machine allows; those are
then demanded of every child, and a child that cannot raise one of them never runs a line of the learner's.
"""

from __future__ import annotations

import array
import contextlib
import fcntl
import os
import shutil
import signal
import socket
import struct
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from mlestone.engine.limits import Limits
from mlestone.engine.walls import landlock, seccomp, syscalls
from mlestone.engine.walls import limits as limit_walls
from mlestone.engine.walls.view import SCRATCH, View, gather, raise_view

_NOBODY = 65534  # who children are on the host when the host is root: nobody's files, nobody's processes
_LEARNER = 1000  # who they are in their own eyes
_SET_DUMPABLE = 4
_SINKS = (Path("/dev/null"), Path("/dev/zero"), Path("/dev/full"))
_RANDOM = (Path("/dev/random"), Path("/dev/urandom"))
NAMESPACES = frozenset({"user", "pid", "mount", "network", "ipc"})


@dataclass(frozen=True, slots=True)
class Walls:
    """Which walls children of a kit get, and why they lack the others."""

    raised: frozenset[str]
    missing: dict[str, str]


class WallFailed(OSError):
    """A wall that stood at the trial could not be raised for this child."""


@dataclass(slots=True)
class Nest:
    """A zygote's enclosure. `walls` names what children get; `missing` says why the others are not there."""

    view: View
    scratches: Path  # a folder of the host's
    walls: set[str] = field(default_factory=set)
    missing: dict[str, str] = field(default_factory=dict)
    slots: list[limit_walls.Slot] = field(default_factory=list)
    deaths: dict[int, int] = field(default_factory=dict)  # per slot, as last read
    _own_pids: int = -1
    _readable: tuple[landlock.Place, ...] = ()
    _writable: tuple[landlock.Place, ...] = ()
    _filter: bytes = b""
    _free: list[int] = field(default_factory=list)

    # ---- once, at the start -----------------------------------------------------------------------------

    def leave_host(self, map_ids: Callable[[], None]) -> None:
        """Enter namespaces and a view of our own; returns in a new process, or raises OSError half-way.

        `map_ids` has the parent write this process's id maps. After a failure the process is of no more use.
        """
        if os.getuid() == 0:
            os.setgroups([])
        syscalls.unshare(syscalls.NEWUSER | syscalls.NEWNS | syscalls.NEWPID)
        map_ids()
        prospect = gather(self.view)
        _become_root_here()
        raise_view(prospect)
        _continue_as_first_process()
        self.walls |= NAMESPACES
        with contextlib.suppress(OSError):  # refused in some containers; the host's /proc stays, unseen by children
            syscalls.mount("proc", "/proc", "proc", syscalls.MS_NOSUID | syscalls.MS_NODEV | syscalls.MS_NOEXEC)
        self._own_pids = os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)

    def settle(self) -> None:
        """Find out which walls children can have here, with or without namespaces."""
        syscalls.prctl(syscalls.PR_SET_CHILD_SUBREAPER, 1)
        self._prepare_rules()
        self._free = list(range(len(self.slots)))
        self._trial()

    def _prepare_rules(self) -> None:
        if landlock.version():
            self.walls.add("landlock")
            own = "mount" in self.walls
            shown = (*self.view.readable, Path("/etc")) if own else self.view.without_mounts()
            self._readable, self._writable = landlock.places((*shown, *_RANDOM)), landlock.places(_SINKS)
        else:
            self.missing["landlock"] = "this kernel has no Landlock"
        try:
            self._filter = seccomp.program()
            self.walls.add("seccomp")
        except OSError as error:
            self.missing["seccomp"] = str(error)
        if self.slots:
            self.walls.add("memory")
        self.walls.add("limits")

    def _trial(self) -> None:
        """Raise every wall once in a child and strike off what this machine refuses."""
        heard, told = os.pipe()
        scratch = self.scratch()
        pid = self.fork()
        if pid == 0:
            enclosure = Enclosure(self, Limits().scratch, self._free[0] if self._free else None, scratch, trial=True)
            with contextlib.suppress(OSError):  # whatever was not told counts as refused
                enclosure.raise_walls()
            os.write(told, "\n".join(f"{name}={why}" for name, why in enclosure.refused.items()).encode())
            os._exit(0 if enclosure.complete else 1)
        os.close(told)
        with os.fdopen(heard) as answers:
            refused = dict(line.rstrip("\n").split("=", 1) for line in answers if "=" in line)
        _, status = os.waitpid(pid, 0)
        clear(scratch)
        if status != 0 and not refused:
            refused = dict.fromkeys(self.walls, "a trial child did not survive raising it")
        self.missing |= refused
        self.walls -= set(refused)

    # ---- for each child ---------------------------------------------------------------------------------

    def fork(self) -> int:
        """Fork; with a PID namespace of its own the child is its process 1."""
        if self._own_pids < 0:
            return os.fork()
        syscalls.unshare(syscalls.NEWPID)
        pid = os.fork()
        if pid:
            # Without going back, a second unshare is refused.
            syscalls.setns(self._own_pids, syscalls.NEWPID)
        return pid

    def take_slot(self) -> int | None:
        return self._free.pop() if self._free else None

    def give_back(self, slot: int | None) -> None:
        if slot is not None:
            self._free.append(slot)

    def scratch(self) -> Path | None:
        """A folder for one child where it cannot have a mount of its own; `None` where it can."""
        return None if "mount" in self.walls else Path(tempfile.mkdtemp(dir=self.scratches))

    def enclosure(self, scratch_size: int, slot: int | None, scratch: Path | None) -> Enclosure:
        return Enclosure(self, scratch_size, slot, scratch)

    def rules_for(self, scratch: Path) -> int:
        """Landlock rules for a child whose mounts are in place.

        A rule on a mount point does not hold for what is later mounted there: `scratch` and /proc are opened anew.
        """
        read = self._readable if "mount" not in self.walls else (*self._readable, *landlock.places([Path("/proc")]))
        own_network = "network" in self.walls
        return landlock.ruleset(read, (*self._writable, *landlock.places([scratch])), own_network=own_network)

    @property
    def filter(self) -> bytes:
        return self._filter


@dataclass(slots=True)
class Enclosure:
    """The walls of one child, raised from inside, in order; afterwards it owns nothing but its scratch folder."""

    nest: Nest
    scratch_size: int
    slot: int | None
    scratch: Path | None
    trial: bool = False
    refused: dict[str, str] = field(default_factory=dict)
    complete: bool = False
    process: int | None = None  # its folder in the zygote's /proc, where it has none of its own

    def raise_walls(self) -> None:
        for name, step in self._steps():
            try:
                step()
            except OSError as error:
                if not self.trial:
                    raise WallFailed(error.errno, f"{name}: {error}") from error
                self.refused[name] = str(error)
        self.complete = True

    def _steps(self) -> Iterator[tuple[str, Callable[[], None]]]:
        walls = self.nest.walls
        slot = self.slot
        if "memory" in walls and slot is not None:
            yield "memory", self.nest.slots[slot].enter
        if "mount" in walls:
            yield "mount", self._own_mounts
        else:
            yield "limits", self._home
        if "network" in walls:
            yield "network", _own_network
        if "ipc" in walls:
            yield "ipc", partial(syscalls.unshare, syscalls.NEWIPC | syscalls.NEWUTS)
        if "user" in walls:
            yield "user", self._own_user
        yield "limits", _no_way_back
        if "landlock" in walls:
            yield "landlock", lambda: landlock.enter(self.nest.rules_for(Path.cwd()))
        yield "limits", syscalls.drop_capabilities
        if "seccomp" in walls:
            yield "seccomp", partial(seccomp.enter, self.nest.filter)

    def _own_mounts(self) -> None:
        syscalls.unshare(syscalls.NEWNS)
        flags = syscalls.MS_NOSUID | syscalls.MS_NODEV
        syscalls.mount("scratch", str(SCRATCH), "tmpfs", flags, f"size={self.scratch_size},mode=700,nr_inodes=16384")
        try:
            syscalls.mount("proc", "/proc", "proc", flags | syscalls.MS_NOEXEC)
        except OSError:
            # Where a fresh /proc is refused the child gets an empty one. Its id maps are written through the old.
            self.process = os.open("/proc/self", os.O_PATH | os.O_DIRECTORY)
            syscalls.mount("none", "/proc", "tmpfs", flags | syscalls.MS_RDONLY, "size=4k")
        self._home()

    def _own_user(self) -> None:
        uid, gid = os.getuid(), os.getgid()
        syscalls.unshare(syscalls.NEWUSER)
        write_maps("/proc/self" if self.process is None else "", uid, gid, _LEARNER, dir_fd=self.process)

    def _home(self) -> None:
        home = self.scratch or SCRATCH
        os.chdir(home)
        for name in ("tmp", "shm"):
            Path(name).mkdir(exist_ok=True)
        scratch = str(home / "tmp")
        os.environ.update(HOME=str(home), PWD=str(home), TMPDIR=scratch, MPLCONFIGDIR=scratch)
        tempfile.tempdir = None  # the zygote has looked up its own


def _no_way_back() -> None:
    syscalls.prctl(syscalls.PR_SET_NO_NEW_PRIVS, 1)


def write_maps(process: str, uid: int, gid: int, inside: int, dir_fd: int | None = None) -> None:
    """Say who `inside` is outside: `uid` and `gid`. Groups can then not be changed."""
    prefix = f"{process}/" if process else ""
    for name, text in (("setgroups", "deny"), ("uid_map", f"{inside} {uid} 1"), ("gid_map", f"{inside} {gid} 1")):
        fd = os.open(prefix + name, os.O_WRONLY | os.O_CLOEXEC, dir_fd=dir_fd)
        try:
            os.write(fd, text.encode())
        finally:
            os.close(fd)


def map_zygote(pid: int) -> None:
    """The kit process's part: id maps for a zygote that has left for a user namespace of its own."""
    root = os.getuid() == 0
    write_maps(f"/proc/{pid}", _NOBODY if root else os.getuid(), _NOBODY if root else os.getgid(), 0)


def _become_root_here() -> None:
    """Become the mapped user; on the host that is nobody (or the user who started MLestone)."""
    os.setresgid(0, 0, 0)
    os.setresuid(0, 0, 0)
    # Changing ids makes a process's /proc files someone else's; children must write their own id maps there.
    syscalls.prctl(_SET_DUMPABLE, 1)
    syscalls.prctl(syscalls.PR_SET_PDEATHSIG, signal.SIGKILL)


def _continue_as_first_process() -> None:
    """Fork into the new PID namespace; the old process only waits, so that its parent has something to wait for."""
    pid = os.fork()
    if pid:
        _, status = os.waitpid(pid, 0)
        os._exit(os.waitstatus_to_exitcode(status) & 0xFF)
    syscalls.prctl(syscalls.PR_SET_PDEATHSIG, signal.SIGKILL)


def _own_network() -> None:
    """A network with nobody in it: servers a lesson starts can be reached on 127.0.0.1, the machine cannot."""
    syscalls.unshare(syscalls.NEWNET)
    get_flags, set_flags, up = 0x8913, 0x8914, 1
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        request = array.array("b", struct.pack("16sh22x", b"lo", 0))
        fcntl.ioctl(probe, get_flags, request)
        (flags,) = struct.unpack_from("h", request, 16)
        fcntl.ioctl(probe, set_flags, struct.pack("16sh22x", b"lo", flags | up))


def clear(scratch: Path | None) -> None:
    if scratch is not None:
        shutil.rmtree(scratch, ignore_errors=True)
