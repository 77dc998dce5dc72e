"""Documents that cannot grow old: links, commands, the picture of the layers, the example for authors."""

import ast
import importlib.util
import re
import shutil
import tomllib
from pathlib import Path

import pytest

from mlestone.authoring.cache import Cache
from mlestone.authoring.checking import check
from mlestone.authoring.selection import select
from mlestone.authoring.vocabulary import table
from mlestone.base.ids import KitName, ProofId, SkillId
from mlestone.course.load import load_course
from mlestone.engine.engine import Engine
from mlestone.engine.job import Job
from mlestone.proving.sheet import read_sheet
from mlestone.proving.verdict import Verdict

LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)\s]*)?\)")
FENCED = re.compile(r"^(?P<fence>`{3,})(?P<language>\w*)[^\n]*\n(?P<body>.*?)^(?P=fence)$", re.MULTILINE | re.DOTALL)


def fenced(path: Path, language: str) -> list[str]:
    found = FENCED.finditer(path.read_text(encoding="utf-8"))
    return [block["body"] for block in found if block["language"] == language]


def test_every_relative_link_leads_somewhere(root: Path, our_files: tuple[Path, ...]) -> None:
    documents = [path for path in our_files if path.suffix == ".md" and root / "curriculum" not in path.parents]
    missing = [
        f"{document.relative_to(root)}: {target}"
        for document in documents
        for target in LINK.findall(FENCED.sub("", document.read_text(encoding="utf-8")))
        if "://" not in target and not (document.parent / target).exists()
    ]
    assert missing == []


def test_the_readme_gives_the_two_commands_make_py_has(root: Path) -> None:
    spec = importlib.util.spec_from_file_location("make", root / "make.py")
    assert spec is not None
    assert spec.loader is not None
    make = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(make)
    blocks = fenced(root / "README.md", "sh")
    assert blocks == [f"python3 make.py {command}\n" for command in make.COMMANDS]
    assert list(make.COMMANDS) == ["start", "test"]


def test_the_table_of_words_is_what_expect_understands(root: Path) -> None:
    text = (root / "docs" / "proofs.md").read_text(encoding="utf-8")
    assert table() in text, "write it anew: mlestone author words"
    assert all(line.count("|") - line.count("\\|") == 3 for line in table().splitlines())
    assert all(not line.endswith("|  |") for line in table().splitlines()), "a word has no docstring"


def test_the_example_checks_of_the_table_use_no_other_words(root: Path) -> None:
    known = {line.partition("(")[0].rpartition(".")[2] for line in table().splitlines()[2:]}
    used: set[str] = set()
    for document in (root / "docs" / "proofs.md", root / "CONTRIBUTING.md"):
        for block in fenced(document, "python"):
            calls = [node for node in ast.walk(ast.parse(block)) if isinstance(node, ast.Call)]
            used |= {call.func.attr for call in calls if _says_expect(call)}  # type: ignore[attr-defined]
    assert {"close", "raises", "leaves_unchanged", "called", "no_loops"} <= used <= known


def _says_expect(call: ast.Call) -> bool:
    """Whether it is `expect(…).word(…)`, `expect.word(…)`, or one more word after such."""
    inner = call.func.value if isinstance(call.func, ast.Attribute) else None
    if isinstance(inner, ast.Name):
        return inner.id == "expect"
    is_first = isinstance(inner, ast.Call) and isinstance(inner.func, ast.Name) and inner.func.id == "expect"
    return is_first or (isinstance(inner, ast.Call) and _says_expect(inner))


# ---- the layers -----------------------------------------------------------------------------------------


def layers_drawn(root: Path) -> list[set[str]]:
    """The names on each line of the picture, planned ones in parentheses."""
    picture = fenced(root / "ARCHITECTURE.md", "")[0]
    return [set(line.partition("│")[0].split()) for line in picture.splitlines()]


def test_the_picture_of_the_layers_is_what_the_import_linter_holds(root: Path) -> None:
    table = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    (contract,) = table["tool"]["importlinter"]["contracts"]
    assert layers_drawn(root) == [{name.strip() for name in line.split("|")} for line in contract["layers"]]


def test_exactly_the_packages_that_do_not_exist_are_called_planned(root: Path) -> None:
    drawn = set.union(*layers_drawn(root))
    there = {path.parent.name for path in (root / "src" / "mlestone").glob("*/__init__.py")}
    assert {name for name in drawn if not name.startswith("(")} == there


# ---- the example for authors ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def skill_folder(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the course to which the skill of CONTRIBUTING.md was added, as it says."""
    course = tmp_path_factory.mktemp("checkout") / "curriculum"
    shutil.copytree(root / "curriculum", course)
    guide = root / "CONTRIBUTING.md"
    folder = course / "data" / "moving-averages"
    folder.mkdir()
    (folder / "lesson.md").write_text(fenced(guide, "markdown")[0], encoding="utf-8")
    (folder / "sliding_mean.py").write_text(fenced(guide, "python")[0], encoding="utf-8")
    with (course / "ids.txt").open("a", encoding="utf-8") as register:
        register.write(fenced(guide, "text")[0])
    return folder


def test_the_example_skill_loads_without_a_problem(skill_folder: Path) -> None:
    course = load_course(skill_folder.parents[1])
    assert course.skill(SkillId("moving-averages")).title == "Moving averages"
    assert course.proof(ProofId("moving-averages/sliding-mean")).path == skill_folder / "sliding_mean.py"


def test_the_example_proof_passes_author_check(skill_folder: Path, tmp_path: Path) -> None:
    course = load_course(skill_folder.parents[1])
    report = check(course, select(course, ["moving-averages/sliding-mean"]), Cache(tmp_path))
    assert [finding.problem.shown() for finding in report.findings] == []
    assert report.proofs == 1


def test_the_example_proof_tells_right_from_wrong(skill_folder: Path) -> None:
    path = skill_folder / "sliding_mean.py"
    sheet = read_sheet(path)

    with Engine(courses=(skill_folder.parents[1],)) as engine:

        def verdict(source: str) -> Verdict:
            job = Job(ProofId("moving-averages/sliding-mean"), path, KitName("core"), seed=1, source=source.encode())
            return engine.grade(job).verdict

        assert verdict(sheet.reference).status == "passed"
        assert verdict(sheet.starter).status == "not_attempted"
        for name in ("pads_with_zeros", "forgets_to_divide"):
            wrong = verdict("import numpy as np\n" + renamed(path, name, "moving_average"))
            assert wrong.status == "failed"
            assert wrong.mistake is not None
            assert wrong.mistake.name == name


def renamed(path: Path, name: str, new_name: str) -> str:
    """A function of a file as source, under another name and without what decorates it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    (function,) = (node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == name)
    function.name, function.decorator_list = new_name, []
    return ast.unparse(function) + "\n"
