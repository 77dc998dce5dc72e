"""pip, run for a kit's environment; what it says when it fails, in a sentence.

The user's own settings of pip hold: further registries, local folders of wheels, proxies, certificates. Whichever pip
there is will do: MLestone's own environment's, told where to install, or the one Python can give a new environment.
"""

from __future__ import annotations

import importlib.util
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from mlestone.base.errors import MlestoneError

Reason = Literal["not offered", "network", "disk", "checksum", "other"]

# What pip says, in the order in which it is looked for: it says "no matching distribution" of a dead network, too.
_SIGNS: tuple[tuple[Reason, str], ...] = (
    ("disk", r"No space left on device|Disk quota exceeded"),
    ("checksum", r"DO NOT MATCH THE HASHES"),
    (
        "network",
        r"NewConnectionError|NameResolutionError|ConnectTimeout|ReadTimeout|Read timed out|ProxyError"
        r"|Connection refused|Connection reset|Network is unreachable|CERTIFICATE_VERIFY_FAILED|connection error"
        r"|IncompleteRead",
    ),
    ("not offered", r"No matching distribution found|Could not find a version"),
)
_SENTENCES: dict[Reason, str] = {
    "disk": "The disk is full.",
    "checksum": "A file that was downloaded is not the one that was pinned: its checksum differs.",
    "network": "The package registry could not be reached. Is this machine online?",
    "not offered": "The package registry, as pip is set up here, has no build of {it} for this machine and Python.",
    "other": "pip failed.",
}
_EVERY = 0.2  # seconds between looks at how far pip is


class PipFailed(MlestoneError):
    """pip could not do what it was asked to."""

    def __init__(self, reason: Reason, output: str) -> None:
        self.reason = reason
        self.output = output
        missing = re.search(r"(?:No matching distribution found for|satisfies the requirement) (\S+)", output)
        self.sentence = _SENTENCES[reason].format(it=missing.group(1) if missing else "something")
        super().__init__(reason, output)

    def __str__(self) -> str:
        if self.reason != "other":
            return self.sentence
        said = [line for line in self.output.splitlines() if line.strip()][-5:]
        return "\n".join([f"{self.sentence} It said last:", *(f"  {line}" for line in said)])


def reason_of(output: str) -> Reason:
    return next((reason for reason, sign in _SIGNS if re.search(sign, output, re.IGNORECASE)), "other")


def _ended(process: subprocess.Popen[bytes]) -> bool:
    try:
        process.wait(_EVERY)
    except subprocess.TimeoutExpired:
        return False
    return True


def own_pip() -> bool:
    """Whether MLestone's own Python has a pip; uv makes environments without."""
    return importlib.util.find_spec("pip") is not None


@dataclass(frozen=True, slots=True)
class Pip:
    python: Path  # of the environment to install into
    log: Path
    temporary: Path
    claim: int  # a descriptor that pip inherits: should MLestone be killed, the kit counts as busy until pip ends, too

    def run(self, *arguments: str, watch: Callable[[], None]) -> None:
        """Run one command to its end, calling `watch` time and again. Whatever ends this early ends pip, too."""
        program = [sys.executable, "-m", "pip", "--python"] if own_pip() else []
        command = [*program, str(self.python), *([] if program else ["-m", "pip"]), *arguments]
        with self.log.open("ab") as log:
            begin = log.tell()
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=self._environment(),
                pass_fds=(self.claim,),
                start_new_session=True,  # Ctrl-C reaches pip through us, so that nobody clears up twice
            )
            try:
                while not _ended(process):
                    watch()
            except BaseException:
                os.killpg(process.pid, signal.SIGKILL)  # pip runs itself again in the other Python
                process.wait()
                raise
        watch()
        if process.returncode != 0:
            output = self.log.read_bytes()[begin:].decode("utf-8", "replace")
            raise PipFailed(reason_of(output), output)

    def _environment(self) -> dict[str, str]:
        inherited = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
        return inherited | {
            "TMPDIR": str(self.temporary),
            "LC_ALL": "C.UTF-8",  # its messages are read here
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            "PIP_NO_INPUT": "1",
            "PIP_PROGRESS_BAR": "off",
            "PIP_USER": "0",
        }
