"""The house as the tests of its rules see it: the root, and every file that is ours."""

from fnmatch import fnmatch
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def root() -> Path:
    return Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def our_files(root: Path) -> tuple[Path, ...]:
    """Everything but git's own folder and what .gitignore names: the same in a clone and in an unpacked archive."""
    patterns = [line.rstrip("/") for line in (root / ".gitignore").read_text(encoding="utf-8").split()]

    def ours(path: Path) -> bool:
        return path.name != ".git" and not any(fnmatch(path.name, pattern) for pattern in patterns)

    found: list[Path] = []
    folders = [root]
    while folders:
        for path in filter(ours, folders.pop().iterdir()):
            (folders if path.is_dir() else found).append(path)
    return tuple(sorted(found))
