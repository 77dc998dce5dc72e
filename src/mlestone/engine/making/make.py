"""Making a kit: an environment, its libraries step by step, a trial, and only then the kit's name.

Interrupted at any point, by Ctrl-C, a full disk or a lost network, it leaves its workshop behind; made again, it takes
what was downloaded from there and begins the environment afresh, because a library may have been half unpacked.
"""

from __future__ import annotations

import errno
import hashlib
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib import metadata
from itertools import islice
from pathlib import Path
from typing import Literal

from mlestone.base.errors import MlestoneError
from mlestone.engine.environment import kit_environment
from mlestone.engine.making import pip
from mlestone.engine.making.pip import Pip, PipFailed
from mlestone.engine.making.recipe import Locked, Pinned, Recipe, entries, pin_of
from mlestone.engine.making.shelf import Made, Place, claimed, clear, python_in, shelf, size_of

# Each batch is kept when it is complete; small enough to lose little, large enough that pip's start does not count.
_BATCH = 8
_ONLY_WHEELS = ("--only-binary", ":all:")
_TRIAL = "import importlib, sys\nfor name in sys.argv[1:]: importlib.import_module(name)"


class CannotInstall(MlestoneError):
    """A kit could not be made; what was downloaded so far is kept."""

    def __init__(self, sentence: str, begun: tuple[Recipe, Place] | None = None) -> None:
        self.sentence = sentence
        """Why, for whoever knows how to go on where they are."""
        self.begun = begun is not None
        """Whether there is something to go on from."""
        more = ""
        if begun is not None:
            recipe, place = begun
            more = (
                f"\nWhat was downloaded is kept; to go on, run: mlestone kits install {recipe.name}"
                f"\nWhat pip said: {place.workshop / 'log.txt'}"
            )
        super().__init__(sentence + more)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is: bytes while downloading, libraries while installing; else nothing that could be counted."""

    stage: Literal["preparing", "downloading", "installing", "trying"]
    done: int = 0
    total: int = 0


Tell = Callable[[Progress], None]


def _tell_nobody(_: Progress) -> None:
    pass


def install(recipe: Recipe, tell: Tell = _tell_nobody) -> Made:
    """Make a kit, or go on making it; one that is there already stays as it is."""
    place = Place.of(recipe)
    if made := place.made():
        return made
    _require_python(recipe)
    with claimed(recipe.name) as claim:
        if made := place.made():  # somebody else was quicker
            return made
        try:
            _require_room(recipe, place)
            made = _Workshop(recipe, place, tell, claim).make()
            clear(recipe.name, but=place.folder)
        except PipFailed as failure:
            raise _broken_off(recipe, str(failure), place) from failure
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EDQUOT):
                raise
            raise _broken_off(recipe, "The disk is full.", place) from error
    return made


def _require_python(recipe: Recipe) -> None:
    if not recipe.serves(sys.version_info[:2]):
        oldest, newest = recipe.pythons
        here = "{}.{}".format(*sys.version_info)
        raise CannotInstall(
            f"The kit {recipe.name} can be made with Python {oldest} to {newest}; MLestone runs in Python {here} here. "
            "Install MLestone with one of these, then install the kit."
        )


def _require_room(recipe: Recipe, place: Place) -> None:
    needed = recipe.download - min(place.kept(), recipe.download) + recipe.installed
    free = shutil.disk_usage(shelf()).free
    if free < needed:
        raise CannotInstall(
            f"Making the kit {recipe.name} takes about {needed / 1e9:.1f} GB, and {free / 1e9:.1f} GB are free at "
            f"{shelf()}. Make room, or set MLESTONE_HOME to a folder on another disk."
        )


def _broken_off(recipe: Recipe, sentence: str, place: Place) -> CannotInstall:
    return CannotInstall(f"The kit {recipe.name} could not be installed. {sentence}", (recipe, place))


@dataclass(slots=True)
class _Workshop:
    """One attempt to make one kit."""

    recipe: Recipe
    place: Place
    tell: Tell
    claim: int
    started: float = field(default_factory=time.monotonic)

    @property
    def _environment(self) -> Path:
        return self.place.workshop / "environment"

    @property
    def _downloads(self) -> Path:
        return self.place.workshop / "downloads"

    @property
    def _temporary(self) -> Path:
        return self.place.workshop / "tmp"

    def make(self) -> Made:
        self._prepare()
        for step in self.recipe.steps:
            self._download(step)
        for step in self.recipe.steps:
            self._install(step)
        self._try()
        made = self._described()
        self.place.finish(self._environment, made)
        return made

    def _pip(self, *arguments: str, watch: Callable[[], None]) -> None:
        log = self.place.workshop / "log.txt"
        Pip(python_in(self._environment), log, self._temporary, self.claim).run(*arguments, watch=watch)

    # ---- stages -----------------------------------------------------------------------------------------

    def _prepare(self) -> None:
        self.tell(Progress("preparing"))
        for folder in (self._environment, self._temporary):
            shutil.rmtree(folder, ignore_errors=True)
        for folder in (self._downloads, self._temporary):
            folder.mkdir(parents=True, exist_ok=True)
        options = ["--without-pip"] if pip.own_pip() else []
        done = subprocess.run(
            [sys.executable, "-m", "venv", *options, self._environment], capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            raise CannotInstall(
                f"{sys.executable} could make no environment: {(done.stdout + done.stderr).strip()}\n"
                "It needs pip, or venv with ensurepip; on Debian and Ubuntu run: apt install python3-pip python3-venv"
            )
        if (ours := Path(sys.prefix, "pip.conf")).is_file():  # settings of the environment MLestone is installed in
            shutil.copy(ours, self._environment)

    def _download(self, step: Locked | Pinned) -> None:
        if isinstance(step, Pinned):
            self._once(repr(step), lambda _: self._download_first(step))
        elif not step.source:  # pip looks into sources when it downloads them, which takes what builds them
            for batch in _batches(step.lock):
                self._once(batch, self._download_batch)

    def _download_batch(self, batch: str) -> str:
        requirements = self._temporary / "batch.txt"
        requirements.write_text(batch, encoding="utf-8")
        self._fetch("--require-hashes", "-r", str(requirements))
        return ""

    def _download_first(self, step: Pinned) -> str:
        """Download the pins, or what to take otherwise; which it was."""
        try:
            self._fetch(*step.pins)
        except PipFailed as failure:
            if failure.reason != "not offered" or not step.otherwise:
                raise
            self._fetch(*step.otherwise)
            return "\n".join(step.otherwise)
        return "\n".join(step.pins)

    def _fetch(self, *wanted: str) -> None:
        self._pip("download", "--no-deps", *_ONLY_WHEELS, "-d", str(self._downloads), *wanted, watch=self._tell_bytes)

    def _install(self, step: Locked | Pinned) -> None:
        if isinstance(step, Pinned):
            self._install_pins(self._once(repr(step), lambda _: self._download_first(step)).split())
            return
        if step.source:
            whence = ["--no-build-isolation", "--no-binary", ":all:"]
        else:
            whence = ["--no-index", "--find-links", str(self._downloads), *_ONLY_WHEELS]
        self._put_in(*whence, "--no-deps", "--require-hashes", "-r", str(step.lock))

    def _install_pins(self, pins: list[str]) -> None:
        """Install by version. What it needs is there already, unless its build for this machine needs more."""
        versions = self._temporary / "versions.txt"
        locks = (step.lock for step in self.recipe.steps if isinstance(step, Locked))
        versions.write_text("\n".join(pin_of(entry) for lock in locks for entry in entries(lock)), encoding="utf-8")
        options = ("--find-links", str(self._downloads), *_ONLY_WHEELS, "-c", str(versions))
        try:
            self._put_in("--no-index", *options, *pins)
        except PipFailed as failure:
            if failure.reason != "not offered":
                raise
            self._put_in(*options, *pins)

    def _put_in(self, *wanted: str) -> None:
        self._pip("install", *wanted, watch=self._tell_libraries)

    def _try(self) -> None:
        """Import every library the zygotes will import, where they will."""
        self.tell(Progress("trying"))
        self._pip("check", watch=lambda: None)
        modules = [module for tier in self.recipe.tiers for module in tier]
        done = subprocess.run(
            [python_in(self._environment), "-P", "-X", "utf8", "-c", _TRIAL, *modules],
            capture_output=True,
            text=True,
            check=False,
            env=kit_environment() | self.recipe.environment,
            cwd="/",
        )
        if done.returncode != 0:
            last = done.stderr.strip().rpartition("\n")[2] or f"Python ended with {done.returncode}"
            raise _broken_off(self.recipe, f"Its libraries do not work on this machine: {last}", self.place)

    def _described(self) -> Made:
        (self._environment / "pip.conf").unlink(missing_ok=True)  # it may hold passwords, and learners' code reads here
        found = metadata.distributions(path=[str(path) for path in self._site_packages()])
        libraries = dict(sorted((library.metadata["Name"].lower(), library.version) for library in found))
        return Made(
            kit=self.recipe.name,
            fingerprint=self.recipe.fingerprint,
            python=sys.version.split()[0],
            bytes=size_of(self._environment),
            downloaded=size_of(self._downloads),
            seconds=round(time.monotonic() - self.started, 1),
            libraries=libraries,
        )

    # ---- how far ----------------------------------------------------------------------------------------

    def _once(self, what: str, do: Callable[[str], str]) -> str:
        """Do something to its end once, in this attempt or an earlier one; what came of it."""
        done = self._downloads / f"{hashlib.sha256(what.encode()).hexdigest()[:16]}.done"
        if not done.exists():
            done.write_text(do(what), encoding="utf-8")
        return done.read_text(encoding="utf-8")

    def _tell_bytes(self) -> None:
        # pip downloads into folders of its own and moves what is complete; its cache's files lie outside of them.
        under_way = sum(size_of(folder) for folder in self._temporary.glob("pip-*"))
        done = size_of(self._downloads) + under_way
        self.tell(Progress("downloading", done, max(done, self.recipe.download)))

    def _tell_libraries(self) -> None:
        done = sum(1 for path in self._site_packages() for _ in path.glob("*.dist-info"))
        self.tell(Progress("installing", done, max(done, sum(1 for _ in self._downloads.glob("*.whl")))))

    def _site_packages(self) -> list[Path]:
        return list(self._environment.glob("lib/python*/site-packages"))


def _batches(lock: Path) -> Iterator[str]:
    waiting = entries(lock)
    while batch := "".join(islice(waiting, _BATCH)):
        yield batch
