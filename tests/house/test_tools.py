"""The tools that read all code, as part of the one test run: its closing line speaks for them too."""

import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

SCRIPTS = Path(sysconfig.get_path("scripts"))
TOOLS = {
    "ruff finds nothing to complain about": [sys.executable, "-m", "ruff", "check", "."],
    "ruff would format nothing differently": [sys.executable, "-m", "ruff", "format", "--check", "."],
    "the type checker accepts everything, strictly": [sys.executable, "-m", "mypy"],
    "imports point one way": [str(SCRIPTS / "lint-imports")],
}


@pytest.mark.parametrize("command", TOOLS.values(), ids=TOOLS)
def test_a_tool_is_content(command: list[str], root: Path) -> None:
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
