"""Each peer in a virtual environment of its own, made once and used again.

They are below MLestone's cache folder: nothing is lost when it is deleted. What is installed stands, with every
version, in the text file beside this module that has the peer's name.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from mlestone.base.settings import cache_dir

PEERS = ("otter-grader", "nbgrader")
_STAMP = "made-with"


def requirements(peer: str) -> Path:
    return Path(__file__).with_name(f"{peer}.txt")


def version(peer: str) -> str:
    lines = requirements(peer).read_text(encoding="utf-8").splitlines()
    return next(line for line in lines if line.startswith(f"{peer}==")).partition("==")[2]


def python(peer: str) -> Path:
    """The Python of the peer's environment, which is made now if it is not there or of other versions."""
    folder = cache_dir() / "benchmarks" / peer
    stamp = folder / _STAMP
    wanted = hashlib.sha256(requirements(peer).read_bytes() + sys.version.encode()).hexdigest()
    found = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != wanted:
        shutil.rmtree(folder, ignore_errors=True)  # perhaps a run that was broken off: begin anew
        venv.create(folder, with_pip=True)
        _install(peer, found)
        stamp.write_text(wanted, encoding="utf-8")
    return found


def _install(peer: str, found: Path) -> None:
    path = requirements(peer)
    lines = path.read_text(encoding="utf-8").splitlines()
    total = sum(1 for line in lines if line and not line.startswith("#"))
    command = [str(found), "-m", "pip", "install", "--disable-pip-version-check", "-r", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as pip:
        assert pip.stdout is not None
        said, done = [], 0
        for line in pip.stdout:
            said.append(line)
            if line.startswith("Collecting "):
                done += 1
                progress(f"{peer} {version(peer)}: {done} of {total} packages found")
            elif line.startswith("Installing "):
                progress(f"{peer} {version(peer)}: installing {total} packages")
    if pip.returncode:
        raise SystemExit(f"\n{peer} could not be installed; pip said:\n{''.join(said[-20:])}")
    progress(f"{peer} {version(peer)}: installed\n")


def progress(text: str) -> None:
    """On a terminal one line that changes; in a file only what ends a line."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{text}")
    elif text.endswith("\n"):
        sys.stderr.write(text)
    sys.stderr.flush()
