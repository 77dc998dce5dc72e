"""Programs outside Python that labs name, and what installs one that is missing."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from collections.abc import Iterable

from mlestone.base.errors import MlestoneError
from mlestone.engine.labs.catalogue import SERVICES
from mlestone.proving.layout import Service

# Debian's package, where that is not called like the program.
_PACKAGES = {
    "promtool": "prometheus",
    "sqlite3": "sqlite3",
    "java": "openjdk-17-jre-headless",
}


class Missing(MlestoneError):
    """A program a lab needs is not on this machine. That is nobody's failure: the attempt is not graded."""

    def __init__(self, programs: tuple[str, ...]) -> None:
        self.programs = programs
        super().__init__(programs)

    def __str__(self) -> str:
        packages = " ".join(dict.fromkeys(_PACKAGES.get(name, name) for name in self.programs))
        several = len(self.programs) > 1
        return (
            f"This lab needs {'the programs' if several else 'the program'} {' and '.join(self.programs)}, which "
            f"{'are' if several else 'is'} not on this machine. Install {'them' if several else 'it'} with "
            f"`sudo apt-get install {packages}`, then try again."
        )


class ModuleMissing(Missing):
    """A library a service of the checker's runs on is not in this kit."""

    def __str__(self) -> str:
        return f"This lab needs {self.programs[0]}, which is not in the kit's Python at {sys.prefix}."


def lacking(programs: Iterable[str], services: Iterable[Service]) -> None:
    """Raise `Missing` for what this machine does not have."""
    known = [SERVICES[service.name] for service in services if service.name in SERVICES]
    wanted = (*programs, *(each.program for each in known if each.program))
    missing = tuple(dict.fromkeys(name for name in wanted if shutil.which(name) is None))
    if missing:
        raise Missing(missing)
    for each in known:
        if each.module and importlib.util.find_spec(each.module) is None:
            raise ModuleMissing((each.module,))
