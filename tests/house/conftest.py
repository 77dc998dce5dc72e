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
        there = f"/{path.relative_to(root).as_posix()}"
        left_out = any(fnmatch(there if pattern.startswith("/") else path.name, pattern) for pattern in patterns)
        return path.name != ".git" and not left_out

    found: list[Path] = []
    folders = [root]
    while folders:
        for path in filter(ours, folders.pop().iterdir()):
            (folders if path.is_dir() else found).append(path)
    return tuple(sorted(found))
