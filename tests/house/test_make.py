"""make.py: what a person on a fresh machine runs first."""

import ast
import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from mlestone.base.settings import builtin_course
from mlestone.course.load import load_course


class Handed(Exception):
    """The command that make.py handed over to."""


class Commands:
    """What make.py ran, instead of running it."""

    def __init__(self) -> None:
        self.ran: list[list[str]] = []
        self.kits: list[list[str]] = []
        self.code = 0

    def __call__(self, command: list[str], failure: str) -> None:
        (self.kits if "kits" in command else self.ran).append(command)
        if self.code:
            sys.exit(self.code)
        if "venv" in command:
            folder = Path(command[-1]) / "bin"
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "python").touch()

    @property
    def words(self) -> list[str]:
        """Of each command what it does: "venv" or "install"."""
        return [next(word for word in command if word in {"venv", "install"}) for command in self.ran]


@pytest.fixture
def commands() -> Commands:
    return Commands()


@pytest.fixture
def make(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, commands: Commands) -> ModuleType:
    """make.py in a small checkout of its own, in a folder with a space in its name; nothing is really installed."""
    checkout = tmp_path / "a clone"
    (checkout / "src" / "mlestone").mkdir(parents=True)
    (checkout / "frontend" / "node_modules").mkdir(parents=True)
    (checkout / "frontend" / "page.ts").write_text("page\n", encoding="utf-8")
    for name in ("make.py", "pyproject.toml", "constraints.txt", "src/mlestone/__init__.py", "hatch_build.py"):
        (checkout / name).write_bytes((root / name).read_bytes())
    spec = importlib.util.spec_from_file_location("make", checkout / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    def become(command: list[str]) -> None:
        raise Handed(command)

    monkeypatch.setattr(module, "run", commands)
    monkeypatch.setattr(module, "become", become)
    monkeypatch.setattr(module, "has_postgresql", lambda: True)
    monkeypatch.setattr(module, "has", lambda program: True)
    monkeypatch.setenv("MLESTONE_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return module


def go(make: ModuleType, *arguments: str) -> list[str]:
    """Run a command of make.py; returns what it handed over to."""
    with pytest.raises(Handed) as handed:
        make.main(list(arguments))
    command: list[str] = handed.value.args[0]
    return command


def test_start_makes_an_environment_installs_and_starts(make: ModuleType, commands: Commands) -> None:
    command = go(make, "start", "check", "a/b", "my file.py")
    assert commands.words == ["venv", "install"]
    assert Path(command[0]) == make.VENV / "bin" / "mlestone"
    assert command[1:] == ["check", "a/b", "my file.py"]


def test_installing_is_bound_to_the_pinned_versions(make: ModuleType, commands: Commands) -> None:
    go(make, "start")
    install = commands.ran[-1]
    assert install[install.index("-c") + 1] == "constraints.txt"
    assert "pytest>=9" not in install


def test_a_second_start_installs_nothing(make: ModuleType, commands: Commands) -> None:
    go(make, "start")
    commands.ran.clear()
    go(make, "start")
    assert commands.ran == []


def test_test_adds_the_developers_tools_once_and_passes_on_to_pytest(make: ModuleType, commands: Commands) -> None:
    go(make, "start")
    commands.ran.clear()
    assert go(make, "test", "-k", "wire") == [str(make.PYTHON), "-m", "pytest", "-k", "wire"]
    assert Path.cwd() == make.ROOT
    assert commands.words == ["install"]
    assert "pytest>=9" in commands.ran[0]
    commands.ran.clear()
    go(make, "test")
    go(make, "start")
    assert commands.ran == []


def test_test_makes_the_kits_that_written_lessons_and_proofs_run_in(
    make: ModuleType, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MLESTONE_HOME")
    go(make, "test")
    assert [command[1:] for command in commands.kits] == [["kits", "install", kit] for kit in make.KITS]
    assert os.environ["MLESTONE_HOME"] == str(make.VENV / "home")


def test_these_are_all_kits_that_are_needed_beside_mlestones_own(make: ModuleType) -> None:
    skills = load_course(builtin_course()).skills.values()
    written = {skill.kit for skill in skills if not (skill.planned and all(proof.planned for proof in skill.proofs))}
    assert set(make.KITS) == written - {"core"}


def test_start_makes_no_kits(make: ModuleType, commands: Commands) -> None:
    go(make, "start")
    assert commands.kits == []


@pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt", "src/mlestone/__init__.py", "frontend/page.ts"])
def test_it_installs_again_when_what_decides_has_changed(make: ModuleType, commands: Commands, name: str) -> None:
    go(make, "start")
    commands.ran.clear()
    with (make.ROOT / name).open("a") as file:
        file.write("\n# changed\n")
    go(make, "start")
    assert commands.words == ["install"]


@pytest.mark.parametrize("changed", [{"folder": "/elsewhere"}, {"python": "3.99"}])
def test_an_environment_of_another_place_or_python_is_made_anew(
    make: ModuleType, commands: Commands, changed: dict[str, str]
) -> None:
    go(make, "start")
    commands.ran.clear()
    stamp = json.loads(make.STAMP.read_text())
    make.STAMP.write_text(json.dumps({**stamp, "made with": {**stamp["made with"], **changed}}))
    go(make, "start")
    assert commands.words == ["venv", "install"]
    assert "--clear" in commands.ran[0]


def test_an_interrupted_installation_is_taken_up_again(make: ModuleType, commands: Commands) -> None:
    make.make_environment()
    make.write_stamp({"made with": {"folder": str(make.ROOT), "python": "{}.{}".format(*sys.version_info)}})
    commands.ran.clear()
    go(make, "start")
    assert commands.words == ["install"]


def test_an_environment_that_cannot_be_made_leaves_nothing(make: ModuleType, commands: Commands) -> None:
    commands.code = 3
    with pytest.raises(SystemExit) as end:
        make.main(["start"])
    assert end.value.code == 3
    assert not make.VENV.exists()


def test_somebody_elses_environment_is_left_alone(make: ModuleType, commands: Commands) -> None:
    make.VENV.mkdir()
    with pytest.raises(SystemExit, match=r"make\.py did not make it"):
        make.main(["start"])
    assert commands.ran == []


def test_without_ensurepip_the_outer_pip_installs(
    make: ModuleType, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(make, "can_import", lambda module: module == "pip")
    go(make, "start")
    assert "--without-pip" in commands.ran[0]
    assert commands.ran[1][:5] == [sys.executable, "-m", "pip", "--python", str(make.PYTHON)]


def test_a_python_that_can_install_nothing_is_told_which_package_helps(
    make: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(make, "can_import", lambda module: False)
    with pytest.raises(SystemExit, match="apt install python3-venv"):
        make.main(["start"])


@pytest.fixture
def bare_debian(make: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with nothing that tests start, and root on it."""
    monkeypatch.setattr(make, "has_postgresql", lambda: False)
    monkeypatch.setattr(make, "has", lambda program: program == "apt-get")
    monkeypatch.setattr(make, "is_root", lambda: True)


@pytest.mark.usefixtures("bare_debian")
def test_test_installs_the_programs_it_needs(make: ModuleType, commands: Commands) -> None:
    go(make, "test")
    assert commands.ran[-2][-1] == "update"
    assert commands.ran[-1][-1 - len(make.PROGRAMS) :] == ["postgresql", *make.PROGRAMS]


@pytest.mark.usefixtures("bare_debian")
def test_start_installs_no_programs(make: ModuleType, commands: Commands) -> None:
    go(make, "start")
    assert not any("apt-get" in command for command in commands.ran)


@pytest.mark.usefixtures("bare_debian")
def test_only_what_is_missing_is_installed(
    make: ModuleType, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(make, "has_postgresql", lambda: True)
    go(make, "test")
    assert commands.ran[-1][-1 - len(make.PROGRAMS) :] == ["--no-install-recommends", *make.PROGRAMS]


@pytest.mark.usefixtures("bare_debian")
def test_nothing_is_installed_without_the_right_to(
    make: ModuleType, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(make, "is_root", lambda: False)
    go(make, "test")
    assert not any("apt-get" in command for command in commands.ran)


@pytest.mark.parametrize(("arguments", "code"), [([], 2), (["begin"], 2), (["--help"], 0)])
def test_anything_else_shows_what_there_is(root: Path, arguments: list[str], code: int) -> None:
    done = subprocess.run(
        [sys.executable, str(root / "make.py"), *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == code
    assert "make.py start" in done.stdout


def test_an_old_python_can_read_it_far_enough_to_say_so(root: Path) -> None:
    tree = ast.parse((root / "make.py").read_text(encoding="utf-8"), feature_version=(3, 6))
    (gate,) = (
        number for number, node in enumerate(tree.body) if isinstance(node, ast.If) and "(3, 11)" in ast.unparse(node)
    )
    assert all(isinstance(node, ast.Expr | ast.Import | ast.ImportFrom) for node in tree.body[:gate])
