"""MLestone on a machine that has only Python (3.11 or newer) and pip.

    python3 make.py start    installs MLestone into .venv beside this file, then starts it
    python3 make.py test     the same with the developers' tools, then runs every check there is

What follows the command is passed on: `start` to mlestone, `test` to pytest. Installing happens once, and
again when what is to be installed has changed. Nothing outside of .venv is touched, except pip's own cache; but `test`
needs a few programs that tests start (PostgreSQL, Redis, Prometheus, Chromium), and installs them when run by root on
Debian. The kits that the course's labs run in are made below .venv as well.
"""

# Standard library only, and no syntax newer than Python 3.6's: an older Python, too, has to get as far as the
# sentence that says it is too old.
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

if sys.version_info < (3, 11):  # noqa: UP036 - exactly the Pythons that MLestone is not made for end here
    sys.exit(
        f"MLestone needs Python 3.11 or newer; {sys.executable} is Python {sys.version.split()[0]}. "
        "Run make.py with a newer one, for example: python3.12 make.py start"
    )

import tomllib

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
SUFFIX = ".exe" if os.name == "nt" else ""
PYTHON = SCRIPTS / f"python{SUFFIX}"
STAMP = VENV / "make.json"  # what .venv was made with, and for which command what was installed

# Whatever decides what pip installs: requirements, versions, and MLestone's own version.
DECIDING = ("pyproject.toml", "constraints.txt", "src/mlestone/__init__.py", "hatch_build.py")
# And what the page in the browser is built from, which installing does.
FRONTEND = ROOT / "frontend"

# The kits that written lessons and proofs run in; a test holds this list to the course.
KITS = ("craft", "tabular", "deep", "vision", "serving", "tracking", "monitoring", "cloud", "scale", "responsible")
# What tests start, called as Debian calls its packages.
PROGRAMS = ("chromium", "git", "redis-server", "prometheus")


def main(arguments: list[str]) -> NoReturn:
    command, *passed_on = arguments or ["nothing"]
    if command not in COMMANDS:
        print(__doc__)
        sys.exit(0 if command in ("help", "--help", "-h") else 2)
    prepare(command)
    COMMANDS[command](passed_on)


def start(arguments: list[str]) -> NoReturn:
    become([str(SCRIPTS / f"mlestone{SUFFIX}"), *arguments])


def test(arguments: list[str]) -> NoReturn:
    install_programs()
    os.chdir(ROOT)
    install_kits()
    become([str(PYTHON), "-m", "pytest", *arguments])


COMMANDS = {"start": start, "test": test}


def prepare(command: str) -> None:
    """See to it that .venv holds what the command needs; does nothing when it does already."""
    made_with = {"folder": str(ROOT), "python": "{}.{}".format(*sys.version_info)}
    stamp = read_stamp()
    if stamp.get("made with") != made_with or not PYTHON.exists():
        make_environment()
        stamp = {"made with": made_with}
        write_stamp(stamp)
    wanted = fingerprint()
    if stamp.get(command) == wanted:
        return
    install(command)
    # Whoever can test can also start.
    write_stamp({**stamp, "start": wanted, command: wanted})


def make_environment() -> None:
    if VENV.exists() and not STAMP.exists():
        sys.exit(f"{VENV} is there, but make.py did not make it. Move it away or delete it, then try again.")
    if not can_import("ensurepip") and not can_import("pip"):
        sys.exit(
            f"This Python ({sys.executable}) can install nothing: it has neither pip nor ensurepip. "
            "On Debian and Ubuntu run: apt install python3-venv"
        )
    say(f"making {VENV} with Python {sys.version.split()[0]}")
    options = ["--clear"] if can_import("ensurepip") else ["--clear", "--without-pip"]
    try:
        run([sys.executable, "-m", "venv", *options, str(VENV)], "The environment could not be made.")
    except BaseException:  # also Ctrl-C: half an environment would be taken for somebody else's the next time
        shutil.rmtree(VENV, ignore_errors=True)
        raise


def install(command: str) -> None:
    developing = command == "test"
    say("installing MLestone and its libraries" + (", and the developers' tools" if developing else ""))
    requirements = development_requirements() if developing else []
    run(
        [*pip(), "install", "--disable-pip-version-check", "-c", "constraints.txt", "-e", ".", *requirements],
        "Installing failed; pip says why above. What was downloaded is kept: run the same command again.",
    )


def pip() -> list[str]:
    """The environment's own pip; or, on a Python without ensurepip, that Python's, told where to install."""
    if can_import("ensurepip"):
        return [str(PYTHON), "-m", "pip"]
    return [sys.executable, "-m", "pip", "--python", str(PYTHON)]


def development_requirements() -> list[str]:
    """The group `dev`, read here because the pip that comes with Python 3.11 knows no groups."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        requirements: list[str] = tomllib.load(file)["dependency-groups"]["dev"]
    return requirements


def install_programs() -> None:
    """What tests start beside MLestone; without it, or the right to install it, they fail and say what to do."""
    there = {"postgresql": has_postgresql(), **{name: has(name) for name in PROGRAMS}}
    missing = [package for package, found in there.items() if not found]
    if not missing or not is_root() or not has("apt-get"):
        return
    names = " and ".join(missing)
    say(f"installing {names}, which tests start")
    apt = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    failure = f"{names} could not be installed; apt says why above. Do it yourself: apt-get install {' '.join(missing)}"
    run([*apt, "update"], failure)
    run([*apt, "install", "--yes", "--no-install-recommends", *missing], failure)


def has_postgresql() -> bool:
    # Debian keeps the server's programs out of PATH.
    return bool(shutil.which("initdb") or list(Path("/usr/lib/postgresql").glob("*/bin/initdb")))


def has(program: str) -> bool:
    return shutil.which(program) is not None


def install_kits() -> None:
    """Make the kits that are missing, in MLestone's home; a second time this takes a moment."""
    os.environ.setdefault("MLESTONE_HOME", str(VENV / "home"))
    for kit in KITS:
        failure = f"The kit {kit} could not be made; the reason stands above. To go on, run the same command again."
        run([str(SCRIPTS / f"mlestone{SUFFIX}"), "kits", "install", kit], failure)


def is_root() -> bool:
    return os.name != "nt" and os.geteuid() == 0


def fingerprint() -> str:
    digest = hashlib.sha256()
    for path in [*(ROOT / name for name in DECIDING), *sources(FRONTEND)]:
        digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def sources(folder: Path) -> "list[Path]":
    """Every file below a folder, except what was downloaded into it."""
    files: list[Path] = []
    for path in sorted(folder.iterdir()):
        if path.name != "node_modules" and not path.name.startswith("."):
            files += sources(path) if path.is_dir() else [path]
    return files


def read_stamp() -> dict[str, object]:
    try:
        stamp: dict[str, object] = json.loads(STAMP.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):  # ValueError: it was cut short when the machine went down
        return {}
    return stamp


def write_stamp(stamp: dict[str, object]) -> None:
    STAMP.write_text(json.dumps(stamp, indent=2), encoding="utf-8")


def can_import(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def run(command: list[str], failure: str) -> None:
    code = subprocess.call(command, cwd=ROOT)
    if code != 0:
        say(failure)
        sys.exit(code)


def become(command: list[str]) -> NoReturn:
    """Hand over: signals, terminal and exit code are then the command's own."""
    if os.name == "nt":
        sys.exit(subprocess.call(command))
    os.execv(command[0], command)


def say(sentence: str) -> None:
    """Talk goes to stderr: stdout belongs to the command."""
    print(f"make.py: {sentence}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
