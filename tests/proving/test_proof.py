import hashlib
import sys
from pathlib import Path
from typing import Any

import pytest

from mlestone.base.ids import ProofId
from mlestone.proving.proof import BadProof, load_proof

GOOD = '''"""A title

What is asked.
"""
from mlestone.proving import answer, check, expect, given, helper, hints, mistake, tolerance

tolerance(rtol=1e-9)
hints("One?")
STEP = given(2)

@helper
def _double(x):
    return STEP * x

@answer
def f(x):
    """Return it."""
    return _double(x)

@mistake(f, "That is the square.")
def squares(x):
    return x * x

@check("doubles")
def doubles(learner, rng):
    expect(learner.f(3)).equals(6)

@check("doubles lists of any length", sizes=(1, 2, 5))
def of_any_length(learner, rng, size):
    learner.append((rng, size))
'''


def write(folder: Path, text: str = GOOD, name: str = "some_proof.py") -> Path:
    path = folder / "some-skill" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def problems(path: Path) -> list[tuple[int, str]]:
    with pytest.raises(BadProof) as caught:
        load_proof(path)
    return [(problem.line, problem.message) for problem in caught.value.problems]


def test_a_proof_is_its_file_run(tmp_path: Path) -> None:
    proof = load_proof(write(tmp_path))
    assert proof.id == "some-skill/some-proof"
    assert proof.kind == "code"
    assert proof.answers["f"](3) == 6
    assert list(proof.helpers) == ["_double"]
    (mistake,) = proof.mistakes
    assert (mistake.name, mistake.target, mistake.sentence) == ("squares", "f", "That is the square.")
    assert (mistake.function(3), mistake.is_bug, mistake.line) == (9, False, 21)
    assert [(check.sentence, check.line) for check in proof.checks] == [
        ("doubles", 25),
        ("doubles lists of any length", 29),
    ]
    assert proof.tolerance.rtol == 1e-9
    assert proof.sheet.title == "A title"
    assert proof.namespace["STEP"] == 2
    assert proof.content == hashlib.sha256(proof.path.read_bytes()).hexdigest()[:16]


def test_declared_things_are_what_their_author_wrote(tmp_path: Path) -> None:
    proof = load_proof(write(tmp_path))
    assert vars(proof.answers["f"]) == {}


RECURSIVE = '''"""A title

What is asked.
"""
from mlestone.proving import altered, answer, check, expect, mistake

@answer
def depth(tree):
    """How deep lists lie in lists."""
    if not isinstance(tree, list):
        return 0
    return 1 + max(map(depth, tree), default=0)

adds = mistake(depth, "Those side by side are added.")(altered({"max(": "sum(", ", default=0": ""}))

@check("counts")
def counts(learner, rng):
    expect(learner.depth([[1], [2]])).equals(2)
'''


def test_a_mistake_may_be_a_change_of_the_answer_also_where_that_calls_itself(tmp_path: Path) -> None:
    proof = load_proof(write(tmp_path, RECURSIVE))
    (mistake,) = proof.mistakes
    tree = [[[1], [2]], [[3], [4]]]
    assert (proof.answers["depth"](tree), mistake.function(tree)) == (3, 7)
    assert (mistake.name, mistake.line) == ("adds", 14)
    assert mistake.function.__code__.co_firstlineno == 14


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ('{"min(": "sum("}', "`depth` has 'min(' 0 times, expected once"),
        ('{"tree": "wood"}', "`depth` has 'tree' 3 times, expected once"),
        ('{"max(": "sum(("}', "what comes of `depth` is no Python: "),
        ('{"max(": depth}', "the changes are not written out as texts for texts"),
        ("{}", "the changes are not written out as texts for texts"),
        ('["max("]', "the changes are not written out as texts for texts"),
    ],
)
def test_a_change_that_does_not_fit_the_answer_is_told(tmp_path: Path, changes: str, told: str) -> None:
    bad = RECURSIVE.replace('{"max(": "sum(", ", default=0": ""}', changes)
    [(line, message)] = problems(write(tmp_path, bad))
    assert line == 14
    assert message.startswith(told)


def test_a_value_cannot_be_altered(tmp_path: Path) -> None:
    more = 'SIZE = answer(3)\nsmall = mistake(SIZE, "Small.")(altered({"3": "2"}))\n\n@check("counts")'
    bad = RECURSIVE.replace('@check("counts")', more)
    assert problems(write(tmp_path, bad)) == [(17, "`SIZE` is neither a function nor a class")]


def test_an_altered_class_keeps_its_other_decorators(tmp_path: Path) -> None:
    more = """from dataclasses import dataclass

@answer
@dataclass
class Point:
    \"\"\"A place.\"\"\"
    x: int
    def moved(self, by):
        return Point(self.x + by)

back = mistake(Point, "Backwards.")(altered({"self.x + by": "self.x - by"}))

@check("counts")"""
    proof = load_proof(write(tmp_path, RECURSIVE.replace('@check("counts")', more)))
    moved = proof.mistakes[1].function(3).moved(1)
    assert (moved.x, type(moved) is proof.mistakes[1].function) == (2, True)


def test_a_check_with_sizes_runs_them_in_order(tmp_path: Path) -> None:
    check = load_proof(write(tmp_path)).checks[1]
    seen: list[Any] = []
    check.function(seen, "rng")
    assert seen == [("rng", 1), ("rng", 2), ("rng", 5)]
    assert check.sizes == (1, 2, 5)


def test_an_id_can_be_given(tmp_path: Path) -> None:
    assert load_proof(write(tmp_path), ProofId("other/name")).id == "other/name"


def test_a_place_that_gives_no_id_is_a_problem(tmp_path: Path) -> None:
    path = write(tmp_path, name="Some Proof.py")
    assert problems(path)[0][1].startswith("its place gives no id: 'Some Proof' is not an id")


def test_a_proof_that_prints_is_told_the_line(tmp_path: Path) -> None:
    text = GOOD.replace('hints("One?")', 'def shout():\n    print("hello")\n\nshout()')
    assert problems(write(tmp_path, text)) == [(9, "prints while loading")]


def test_what_a_proof_raises_is_told_with_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for statement, message in (
        ("1 / 0", "raised while loading: ZeroDivisionError: division by zero"),
        ("raise SystemExit(3)", "raised while loading: SystemExit: 3"),
        ("import no_such_module", "raised while loading: ModuleNotFoundError: No module named 'no_such_module'"),
        ("[].index(3)", "raised while loading: ValueError: 3 is not in list"),
    ):
        assert problems(write(tmp_path, GOOD.replace('hints("One?")', statement))) == [(8, message)]
    assert capsys.readouterr() == ("", "")


def test_everything_wrong_is_told_at_once_and_once(tmp_path: Path) -> None:
    text = (
        GOOD.replace('    """Return it."""\n', "")
        .replace("hints(", "hint(")
        .replace('@check("doubles")', "@check")
        .replace("STEP = given(2)", "STEP = 2\nprint(STEP)")
    )
    assert problems(write(tmp_path, text)) == [
        (8, "raised while loading: NameError: name 'hint' is not defined"),
        (14, "`_double` uses `STEP`, which is not shown with it"),
        (17, "the answer `f` lacks a docstring"),
        (24, "`check` needs arguments"),
    ]


def test_a_proof_may_hold_dataclasses(tmp_path: Path) -> None:
    text = GOOD.replace(
        "from mlestone", "from __future__ import annotations\nfrom dataclasses import dataclass\nfrom mlestone", 1
    )
    text = text.replace("STEP = given(2)", "@given\n@dataclass\nclass Point:\n    x: int = 2\n\nSTEP = given(2)")
    proof = load_proof(write(tmp_path, text))
    assert repr(proof.namespace["Point"]()) == "Point(x=2)"


def test_loading_leaves_no_bytecode_and_the_old_output_in_place(tmp_path: Path) -> None:
    before = sys.stdout
    path = write(tmp_path)
    load_proof(path)
    assert sys.stdout is before
    assert [entry.name for entry in path.parent.iterdir()] == ["some_proof.py"]


def test_a_bad_proof_reads_as_one_line_for_each_problem(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD.replace("sizes=(1, 2, 5)", "sizes=range(5)"))
    with pytest.raises(BadProof) as caught:
        load_proof(path)
    assert str(caught.value) == (
        f"{path}:28: `check`: sizes is not written out as a tuple of whole numbers\n"
        '  hint: Write it like this: @check("a sentence")'
    )
