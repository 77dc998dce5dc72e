"""The file system a kit's children see: libraries and system files, read-only, and nothing of the learner's.

Built once per zygote, in its own mount namespace, on an empty in-memory root. The course, the store, the home folder
and MLestone's own package are simply not there; where a hidden folder lies inside a library folder it is covered.
"""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mlestone.engine.walls import syscalls

SCRATCH = Path("/scratch")
_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/opt/java", "/nix/store")
_ETC = ("ld.so.cache", "ld.so.conf", "ld.so.conf.d", "localtime", "alternatives", "fonts", "mime.types", "ssl/certs")
_DEVICES = ("null", "zero", "full", "random", "urandom")
_OWN_ETC = {
    "passwd": "learner:x:1000:1000:learner:/scratch:/bin/sh\n",
    "group": "learner:x:1000:\n",
    "hosts": "127.0.0.1 localhost\n::1 localhost\n",
    "nsswitch.conf": "passwd: files\ngroup: files\nhosts: files\n",
}


@dataclass(frozen=True, slots=True)
class View:
    """What children may read (`libraries`), and what they must not see even there (`hidden`)."""

    libraries: tuple[Path, ...]
    hidden: tuple[Path, ...]

    @property
    def readable(self) -> tuple[Path, ...]:
        """The top-most folders to show, without those that lie in another.

        One that is reached by a link is shown under both names: scripts in it may name the Python they run with by
        the other.
        """
        system = [Path(name) for name in _SYSTEM if Path(name).is_dir()]
        named = [path for path in (*self.libraries, *system) if path.exists()]
        wanted = {*named, *(path.resolve() for path in named)}
        return tuple(sorted(path for path in wanted if not any(other in path.parents for other in wanted)))

    def covered(self) -> Iterator[Path]:
        """Every place at which a hidden folder would appear in the view."""
        for shown in self.readable:
            real = shown.resolve()
            for hidden in self.hidden:
                target = hidden.resolve()
                if target == real or real in target.parents:
                    yield shown / target.relative_to(real)

    def without_mounts(self) -> tuple[Path, ...]:
        """The same set of readable paths for a machine that allows no mounts: hidden folders are left out by name."""
        hidden = {path.resolve() for path in self.hidden}
        etc = [Path("/etc") / name for name in _ETC]
        return tuple(path for shown in (*self.readable, *etc) for path in _around(shown, hidden))


def _around(shown: Path, hidden: set[Path]) -> Iterator[Path]:
    real = shown.resolve()
    if real in hidden:
        return
    if not any(real in path.parents for path in hidden):
        yield shown
        return
    for entry in sorted(shown.iterdir()):
        yield from _around(entry, hidden)


@dataclass(frozen=True, slots=True)
class Prospect:
    """All of a view that must be looked up before the process loses the right to look: detached mounts, and covers."""

    trees: tuple[tuple[Path, int], ...]
    covers: tuple[Path, ...]  # folders to hide under an empty one
    blanks: tuple[tuple[Path, int], ...]  # files to hide under an empty one


def gather(view: View) -> Prospect:
    """Take what the view is made of, while this process is still who it was on the host."""
    syscalls.mount("none", "/", "", syscalls.MS_REC | syscalls.MS_PRIVATE)
    trees = tuple((path, syscalls.clone_tree(str(path))) for path in _sources(view))
    covered = tuple(view.covered())
    blanks = tuple((path, syscalls.clone_tree(os.devnull)) for path in covered if path.is_file())
    return Prospect(trees, tuple(path for path in covered if path.is_dir()), blanks)


def raise_view(prospect: Prospect) -> None:
    """Move this process (alone in new user and mount namespaces) into the view."""
    # Any folder will do as a place to build on: the mount is ours alone and the old root goes away.
    root = tempfile.gettempdir()
    syscalls.mount("mlestone", root, "tmpfs", syscalls.MS_NOSUID, "mode=755,size=1m")
    for path, tree in prospect.trees:
        target = Path(root + str(path))
        _make_place(target, folder=stat.S_ISDIR(os.fstat(tree).st_mode))
        syscalls.attach_tree(tree, str(target), devices=path.parent == Path("/dev"))
        os.close(tree)
    for path in prospect.covers:
        flags = syscalls.MS_RDONLY | syscalls.MS_NOSUID
        syscalls.mount("none", root + str(path), "tmpfs", flags, "size=4k,mode=555")
    for path, tree in prospect.blanks:
        syscalls.attach_tree(tree, root + str(path), devices=True)
        os.close(tree)
    _own_files(Path(root))
    for name in ("proc", str(SCRATCH)[1:]):
        Path(root, name).mkdir()
    for name, inside in (("tmp", "tmp"), ("dev/shm", "shm")):  # one quota for all a child writes
        with contextlib.suppress(FileExistsError):  # an environment made in /tmp is shown there; TMPDIR still works
            Path(root, name).symlink_to(SCRATCH / inside)
    # The host's /proc serves the zygote until it has one of its own; children get theirs, or none.
    with contextlib.suppress(OSError):
        syscalls.attach_tree(syscalls.clone_tree("/proc"), f"{root}/proc")
    syscalls.pivot_into(root)


def _sources(view: View) -> Iterator[Path]:
    for path in view.readable:
        if not (str(path) in _SYSTEM and path.is_symlink()):  # those are links in the view as well
            yield path
    for name in _ETC:
        if (Path("/etc") / name).exists():
            yield Path("/etc") / name
    for name in _DEVICES:
        yield Path("/dev") / name


def _make_place(target: Path, *, folder: bool) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if folder:
        target.mkdir(exist_ok=True)
    else:
        target.touch()


def _own_files(root: Path) -> None:
    for name in _SYSTEM:  # /lib -> usr/lib and its kin on merged systems
        if Path(name).is_symlink():
            Path(root, name[1:]).symlink_to(Path(name).readlink())
    (root / "etc").mkdir(exist_ok=True)
    for name, text in _OWN_ETC.items():
        (root / "etc" / name).write_text(text)
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        (root / "dev" / name).symlink_to(f"/proc/self/fd/{number}")
    (root / "dev/fd").symlink_to("/proc/self/fd")


def paths_of(*groups: Iterable[str]) -> tuple[Path, ...]:
    """Absolute, existing folders named in `groups`, once each, in a stable order."""
    return tuple(dict.fromkeys(Path(name) for group in groups for name in group if name and Path(name).is_dir()))
