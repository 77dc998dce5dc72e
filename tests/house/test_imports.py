"""What is imported where: quick starts outside, nothing to install inside.

The layers are the import linter's business (pyproject.toml); here is what it cannot see.
"""

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

HEAVY = {"numpy", "scipy", "pandas", "matplotlib", "seaborn", "sklearn", "statsmodels", "torch"}
# Installed beside MLestone, and therefore not there under another kit's Python.
OURS_ONLY = {
    "yaml",
    "markdown_it",
    "mdit_py_plugins",
    "platformdirs",
    "typer",
    "rich",
    "sqlalchemy",
    "alembic",
    "psycopg",
    "fsrs",
    "IPython",
    "fastapi",
    "uvicorn",
    "httptools",
    "uvloop",
    "jedi",
    "msgspec",
    "hypothesis",
    "pytest",
}

PACKAGES = ["base", "wire", "course", "proving", "learning", "engine", "store", "study", "authoring", "notebook", "cli"]
# Where a process under a kit's Python starts; the workshop is imported by name, which no syntax tree tells.
ENTRANCES = ["mlestone.engine.inside", "mlestone.authoring.inside", "mlestone.authoring.workshop"]


def loaded_by(program: str) -> set[str]:
    """Top-level modules in a fresh Python's memory after it ran the program."""
    report = "\nimport sys; print('|'.join({name.partition('.')[0] for name in sys.modules}))"
    command = [sys.executable, "-c", program + report]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.splitlines()[-1].split("|"))


@pytest.mark.parametrize("package", PACKAGES)
def test_importing_a_package_loads_no_numerical_library(package: str) -> None:
    assert loaded_by(f"import mlestone.{package}") & HEAVY == set()


def test_the_engine_s_host_loads_no_numerical_library() -> None:
    assert loaded_by("import mlestone.engine.engine, mlestone.study.study") & HEAVY == set()


def test_the_version_is_told_with_the_standard_library_alone() -> None:
    program = "import sys; sys.argv = ['mlestone', '--version']; from mlestone.cli import main; main()"
    # What a bare Python already holds is not ours: .pth files of other packages may load theirs at start.
    assert loaded_by(program) - loaded_by("") <= sys.stdlib_module_names | {"mlestone"}


# ---- inside: modules that run under a kit's Python ------------------------------------------------------


@pytest.fixture(scope="module")
def package(root: Path) -> Path:
    return root / "src" / "mlestone"


@pytest.fixture(scope="module")
def inside(package: Path) -> frozenset[str]:
    """Every module of ours that a kit's process can come to import, from where it starts."""
    found: set[str] = set()
    waiting = list(ENTRANCES)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            tree = parse(package, name)
            waiting += [module for imported in imports(tree) for module in modules_of(package, imported)]
    return frozenset(found)


def test_the_inside_is_what_it_is_thought_to_be(inside: frozenset[str]) -> None:
    expected = {"engine.kit_process", "engine.zygote", "engine.child", "engine.examiner", "engine.walls.nest"}
    expected |= {"wire.codec", "wire.values", "wire.servant", "proving.judge"}
    assert {f"mlestone.{name}" for name in expected} <= inside
    assert not {name for name in inside if name.startswith(("mlestone.cli", "mlestone.study", "mlestone.course"))}


def test_inside_modules_begin_with_the_standard_library_alone(inside: frozenset[str], package: Path) -> None:
    allowed = sys.stdlib_module_names | {"mlestone"}
    strangers = {
        name: outside
        for name in sorted(inside)
        if (outside := {top(imported) for imported in imports(parse(package, name), at_import=True)} - allowed)
    }
    assert strangers == {}


def test_inside_modules_never_ask_for_what_only_mlestone_s_own_environment_has(
    inside: frozenset[str], package: Path
) -> None:
    asking = {
        name: asked
        for name in sorted(inside)
        if (asked := {top(imported) for imported in imports(parse(package, name))} & OURS_ONLY)
    }
    assert asking == {}


def test_no_dependency_is_forgotten_above(root: Path) -> None:
    """A new dependency has to be put with those a kit has, or with those it has not."""
    table = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    spelled = {"pyyaml": "yaml", "markdown-it-py": "markdown_it", "scikit-learn": "sklearn"}
    names = [requirement.partition(">=")[0].lower() for requirement in table["project"]["dependencies"]]
    assert {spelled.get(name, name.replace("-", "_")) for name in names} <= HEAVY | OURS_ONLY


def parse(package: Path, module: str) -> ast.Module:
    path = package.joinpath(*module.split(".")[1:])
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    return ast.parse(file.read_text(encoding="utf-8"))


def modules_of(package: Path, imported: str) -> Iterator[str]:
    """The modules of ours that importing a dotted name runs: the packages on the way, and the module itself."""
    parts = imported.split(".")
    if parts[0] != "mlestone":
        return
    for length in range(1, len(parts) + 1):
        path = package.joinpath(*parts[1:length])
        if path.is_dir() or path.with_suffix(".py").is_file():
            yield ".".join(parts[:length])


def imports(tree: ast.Module, *, at_import: bool = False) -> Iterator[str]:
    """Dotted names a module imports; `at_import`: only where importing it runs the statement."""
    for node in runs_at_import(tree) if at_import else ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written in full here"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def runs_at_import(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        yield node
        yield from runs_at_import(node)


def top(name: str) -> str:
    return name.partition(".")[0]
