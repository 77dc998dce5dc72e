"""What may be in the repository at all."""

import re
import subprocess
from pathlib import Path

LARGEST = 500_000  # bytes: what is larger is data or a build, and is made or fetched where it is needed
LONGEST_SCRIPT_LINE = 2_000  # characters: nobody typed such a line of JavaScript

# Pieces are put together here so that this file does not hold what it looks for.
REGISTRIES = re.compile(
    "pypi" r"\.org|python" r"hosted\.org|registry\.(npmjs|yarnpkg)" r"\.|--(extra-)?index" "-url",
)
RESOLVED = re.compile(r'"resolved"\s*:|^\s+resolved ', re.MULTILINE)
LOCK_FILES = ("*.lock", "*-lock.json", "*-lock.yaml", "npm-shrinkwrap.json")

VAGUE = {"utils", "util", "helpers", "helper", "manager", "managers", "info", "misc", "common", "items", "item"}


def test_no_file_is_large(our_files: tuple[Path, ...]) -> None:
    assert [path for path in our_files if path.stat().st_size > LARGEST] == []


def test_no_registry_has_its_address_in_a_file(our_files: tuple[Path, ...]) -> None:
    assert [path for path in our_files if REGISTRIES.search(text_of(path))] == []


def test_lock_files_do_not_say_where_things_were_fetched_from(our_files: tuple[Path, ...]) -> None:
    locks = [path for path in our_files if any(path.match(pattern) for pattern in LOCK_FILES)]
    assert [path for path in locks if RESOLVED.search(text_of(path))] == []


def test_no_script_is_minified(our_files: tuple[Path, ...]) -> None:
    scripts = [path for path in our_files if path.suffix in {".js", ".mjs", ".cjs"}]
    assert [path for path in scripts if path.name.endswith(".min.js") or longest_line(path) > LONGEST_SCRIPT_LINE] == []


def test_modules_are_named_after_their_subject(our_files: tuple[Path, ...]) -> None:
    assert [path for path in our_files if path.suffix == ".py" and path.stem in VAGUE] == []


def test_git_leaves_nothing_of_the_course_out(root: Path) -> None:
    command = ["git", "-C", str(root), "status", "--ignored", "--porcelain", "--untracked-files=all", "curriculum"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    left_out = [line for line in told if line.startswith("!!")]
    assert [line for line in left_out if "__pycache__/" not in line and "_cache/" not in line] == []


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def longest_line(path: Path) -> int:
    return max(map(len, text_of(path).splitlines()), default=0)
