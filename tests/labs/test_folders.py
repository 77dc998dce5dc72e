"""How a lab's folder is read: blanks, mistakes as diffs, bundles, and every problem at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mlestone.proving.labs import bundle
from mlestone.proving.labs.blanks import blanked
from mlestone.proving.labs.folder import read_lab
from mlestone.proving.labs.overlay import BadOverlay, read_overlay
from mlestone.proving.labs.symptoms import Symptoms, common_look, read_symptoms, with_mistakes
from mlestone.proving.sheet import BadProof, read_sheet
from mlestone.proving.verdict import CheckResult

from .conftest import SERVICE, SUBTRACTS, write_lab

# ---- blanks ---------------------------------------------------------------------------------------------


def test_a_block_becomes_one_line_in_the_starter_and_loses_its_markers_in_the_answer() -> None:
    form = blanked("a = 1\n# [answer] Double it.\nb = a * 2\nc = b\n# [/answer]\nd = 3\n")
    assert form.answer == "a = 1\nb = a * 2\nc = b\nd = 3\n"
    assert form.starter == "a = 1\n# Your part: Double it.\nd = 3\n"


def test_a_python_suite_is_never_left_empty() -> None:
    form = blanked("def f():\n    # [answer] Do it.\n    return 1\n    # [/answer]\n\n\nx = 1\n", python=True)
    assert form.starter == "def f():\n    # Your part: Do it.\n    ...\n\n\nx = 1\n"
    compile(form.starter, "f.py", "exec")
    documented = blanked(
        'def f():\n    """Do it."""\n    # [answer] Do it.\n    return 1\n    # [/answer]\n', python=True
    )
    assert "..." not in str(documented.starter)


@pytest.mark.parametrize(
    ("opens", "closes"), [("#", ""), ("//", ""), ("--", ""), (";", ""), ("%", ""), ("<!--", " -->"), ("/*", " */")]
)
def test_every_language_of_comments_will_do(opens: str, closes: str) -> None:
    text = f"top\n  {opens} [answer] Say it.{closes}\n  secret\n  {opens} [/answer]{closes}\nend\n"
    form = blanked(text)
    assert form.starter == f"top\n  {opens} Your part: Say it.{closes}\nend\n"
    assert form.answer == "top\n  secret\nend\n"


def test_a_file_that_is_one_block_is_the_learners_to_make() -> None:
    assert blanked("# [answer] Write it.\nFROM python\n# [/answer]\n").starter is None


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("# [answer] x\n1\n", 1, "never closed"),
        ("1\n# [/answer]\n", 2, "closes nothing"),
        ("# [answer] x\n# [answer] y\n# [/answer]\n", 2, "inside the one of line 1"),
        ("# [answer]\n1\n# [/answer]\n2\n", 1, "does not say"),
    ],
)
def test_markers_that_make_no_sense_are_told_with_their_line(text: str, line: int, said: str) -> None:
    (fault,) = blanked(text).faults
    assert (fault.line, said in fault.message) == (line, True)


# ---- mistakes -------------------------------------------------------------------------------------------

FILES = {"a.py": b"one\ntwo\nthree\ntwo\n", "b.txt": b"x\n"}


def over(diff: str) -> dict[str, bytes]:
    return read_overlay("m", f"A sentence\nof two lines.\n\n{diff}").over(FILES)


def test_a_hunk_finds_its_place_by_its_lines() -> None:
    made = over("--- a/a.py\n+++ b/a.py\n@@ -99,2 +99,2 @@ anything\n one\n-two\n+TWO\n")
    assert made == {**FILES, "a.py": b"one\nTWO\nthree\ntwo\n"}
    assert read_overlay("m", "A sentence\nof two lines.\n\n--- b.txt\n+++ b.txt\n@@\n-x\n+y\n").sentence == (
        "A sentence of two lines."
    )


def test_several_hunks_and_files_are_one_mistake() -> None:
    made = over("--- a.py\n+++ a.py\n@@\n-one\n+1\n@@\n-three\n+3\n--- b.txt\n+++ b.txt\n@@\n-x\n+y\n")
    assert made == {"a.py": b"1\ntwo\n3\ntwo\n", "b.txt": b"y\n"}


def test_files_are_made_and_taken_away() -> None:
    assert over("--- /dev/null\n+++ c/d.txt\n@@\n+new\n") == {**FILES, "c/d.txt": b"new\n"}
    assert over("--- b.txt\n+++ /dev/null\n") == {"a.py": FILES["a.py"]}


@pytest.mark.parametrize(
    ("diff", "said"),
    [
        ("--- a.py\n+++ a.py\n@@\n-four\n+4\n", "nowhere in the answer's a.py"),
        ("--- a.py\n+++ a.py\n@@\n-two\n+2\n", "2 times"),
        ("--- c.py\n+++ c.py\n@@\n-x\n+y\n", "no file c.py"),
        ("--- a.py\n+++ a.py\n@@\n+y\n", "without saying after which"),
        ("--- a.py\n+++ b.py\n@@\n-x\n+y\n", "renames"),
        ("--- a.py\n@@\n-x\n", "not a unified diff"),
        ("--- a.py\n+++ a.py\n@@\n*x\n", "begins with a space"),
        ("", "changes nothing"),
    ],
)
def test_a_diff_that_does_not_fit_is_refused_in_words(diff: str, said: str) -> None:
    with pytest.raises(BadOverlay, match=said):
        over(diff)


def test_a_mistake_needs_its_sentence() -> None:
    with pytest.raises(BadOverlay, match="lacks the sentence"):
        read_overlay("m", "--- a.py\n+++ a.py\n@@\n-one\n+1\n")


# ---- bundles --------------------------------------------------------------------------------------------


def test_a_bundle_gives_back_what_was_packed() -> None:
    files = {"a.py": "héllo\n".encode(), "data/b.bin": bytes(range(256)), "empty": b"", "zero": b"a\0b"}
    packed = bundle.pack(files)
    assert bundle.unpack(packed) == files
    assert json.loads(packed)["files"]["a.py"] == "héllo\n"
    assert bundle.pack(dict(reversed(files.items()))) == packed


def test_a_folder_is_read_without_what_programs_leave_behind(tmp_path: Path) -> None:
    for name in ("a.py", ".git/HEAD", ".dvc/config", "__pycache__/a.pyc", ".venv/lib/x.py", "deep/er/b.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    (tmp_path / "link").symlink_to("/etc/passwd")
    assert sorted(bundle.read_folder(tmp_path)) == [".dvc/config", ".git/HEAD", "a.py", "deep/er/b.txt"]


def test_too_much_is_refused_before_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "big").write_bytes(b"x" * (bundle.MOST_BYTES + 1))
    with pytest.raises(bundle.BadBundle, match="the largest is big"):
        bundle.read_folder(tmp_path)
    (tmp_path / "big").unlink()
    for number in range(bundle.MOST_FILES + 1):
        (tmp_path / str(number)).touch()
    with pytest.raises(bundle.BadBundle, match="more than 300 files"):
        bundle.read_folder(tmp_path)


# ---- the folder -----------------------------------------------------------------------------------------


def test_a_lab_is_read_whole(lab_folder: Path) -> None:
    lab = read_lab(lab_folder)
    assert lab.problems == ()
    assert [mistake.name for mistake in lab.mistakes] == ["shy", "subtracts"]
    assert b"[answer]" not in lab.answer["service.py"]
    assert b"Your part: Add the two numbers." in lab.starter["service.py"]
    assert lab.layout.limits == {"seconds": 60, "disk": 16}
    compile(lab.starter["service.py"], "service.py", "exec")


def test_a_lab_that_is_to_be_mended_begins_with_the_answer_as_it_is_broken(tmp_path: Path) -> None:
    mended = SERVICE.replace("# [answer]", "# Here:").replace("# [/answer]", "# There.")
    lab = write_lab(tmp_path / "lab", answer={"service.py": mended, "notes.txt": "whole\n"}, subtracts=SUBTRACTS)
    assert [problem.message for problem in read_lab(lab).problems] == [
        "nothing in the answer is marked as the learner's part"
    ]
    (lab / "given.diff").write_text(SUBTRACTS)
    read = read_lab(lab)
    assert read.problems == ()
    assert b'asked["a"] - asked["b"]' in read.starter["service.py"]
    assert b'asked["a"] + asked["b"]' in read.answer["service.py"]
    assert read.starter["notes.txt"] == b"whole\n"
    assert read.is_untouched(read.starter) and not read.is_untouched(read.answer)
    (lab / "given.diff").write_text(SUBTRACTS.replace("+ asked", "* asked"))
    (problem,) = [each for each in read_lab(lab).problems if each.path.name == "given.diff"]
    assert "nowhere in the answer's service.py" in problem.message


def test_what_a_learner_is_shown_comes_from_the_same_files(lab_folder: Path) -> None:
    sheet = read_sheet(lab_folder)
    assert (sheet.kind, sheet.title, sheet.starter) == ("lab", "Add over HTTP", "service.py\n")
    assert sheet.files == read_lab(lab_folder).starter
    assert sheet.reference.startswith("==> service.py <==\n")
    assert sheet.checks[1] == "adds two numbers"


def test_every_problem_is_told_with_its_file_and_line(tmp_path: Path) -> None:
    checks = '"""T"""\nfrom mlestone.proving import answer, check\n@check("c")\ndef c(learner, rng): ...\n'
    lab = write_lab(tmp_path / "lab", checks, {"a.py": "# [answer] x\n"}, wrong="No diff.\n", whole=SUBTRACTS)
    (lab / "mistakes" / "notes.txt").write_text("x")
    told = [f"{problem.path.relative_to(lab)}:{problem.line} {problem.message}" for problem in read_lab(lab).problems]
    for said in (
        "checks.py:1 lacks a prompt",
        "checks.py:4 a check of a lab proof drives `lab`, not `learner`",
        "answer/a.py:1 [answer] is never closed",
        "answer:1 nothing in the answer is marked",
        "mistakes/wrong.diff:1 changes nothing",
        "mistakes/whole.diff:3 the answer has no file service.py",
        "mistakes/notes.txt:1 a mistake is a file NAME.diff",
    ):
        assert any(line.startswith(said) for line in told), (said, told)
    with pytest.raises(BadProof):
        read_sheet(lab)


def test_another_version_has_another_content(tmp_path: Path) -> None:
    lab = write_lab(tmp_path / "lab")
    before = read_lab(lab).content
    (lab / "symptoms.json").write_text(Symptoms(before, {"a": {"b": "c"}}).as_text())
    assert read_lab(lab).content == before, "symptoms are made from the rest"
    assert read_lab(lab).symptoms.looks == {"a": {"b": "c"}}
    (lab / "answer" / "service.py").write_text(SERVICE + "\n")
    assert read_lab(lab).content != before


# ---- symptoms -------------------------------------------------------------------------------------------


def failed(sentence: str, difference: str) -> CheckResult:
    return CheckResult(sentence, "failed", difference=difference)


def test_numbers_that_differ_between_seeds_are_left_open() -> None:
    looks = [
        {"adds": "at [0]: 3 is not 5", "is up": "500 is not 200"},
        {"adds": "at [0]: 7 is not 11", "is up": "500 is not 200"},
    ]
    assert common_look(looks) == {"adds": "at [0]: # is not #", "is up": "500 is not 200"}
    assert common_look([{"a": "x", "b": "y"}, {"b": "z"}]) == {}


def test_a_mistake_is_named_where_all_its_symptoms_are_there(lab_folder: Path) -> None:
    mistakes = read_lab(lab_folder).mistakes
    looks = {"subtracts": {"adds": "# is not #"}, "shy": {"adds": "# is not #", "is reached": "nobody listens"}}
    passed = CheckResult("is reached", "passed")
    one = with_mistakes([failed("adds", "3 is not 5"), passed], mistakes, looks)
    assert [result.mistake and result.mistake.name for result in one] == ["subtracts", None]
    both = with_mistakes([failed("adds", "3 is not 5"), failed("is reached", "nobody listens")], mistakes, looks)
    assert [result.mistake and result.mistake.name for result in both] == ["shy", "shy"]
    other = with_mistakes([failed("adds", "404 in the air"), passed], mistakes, looks)
    assert [result.mistake for result in other] == [None, None]


def test_a_file_nobody_has_touched_holds_only_what_it_was_given_with(tmp_path: Path) -> None:
    lab = read_lab(write_lab(tmp_path / "blank", subtracts=SUBTRACTS))
    (subtracts,) = lab.mistakes
    assert lab.can_hold(subtracts, subtracts.over(lab.answer))
    assert lab.can_hold(subtracts, {"service.py": b"print('something else')"})
    assert not lab.can_hold(subtracts, lab.starter)
    assert not lab.can_hold(subtracts, {**lab.starter, "notes.txt": b"elsewhere"})

    broken = tmp_path / "broken"
    write_lab(broken, subtracts=SUBTRACTS)
    (broken / "given.diff").write_text(SUBTRACTS)
    lab = read_lab(broken)
    assert lab.can_hold(subtracts, lab.starter), "it was given with this mistake, and still has it"


def test_a_file_of_symptoms_that_is_none_is_as_good_as_missing(tmp_path: Path) -> None:
    for text in ("", "[]", '{"content": 1}', '{"content": "x", "mistakes": [1]}'):
        (tmp_path / "symptoms.json").write_text(text)
        assert read_symptoms(tmp_path / "symptoms.json") == Symptoms()


# ---- what labs of one skill share -------------------------------------------------------------------------

SHARING = '''"""Model

Do it.
"""
from ..shared.asking import asks
from mlestone.proving import check, expect, shared

shared("model.py", "data/pumps.csv")


@check("answers")
def answers(lab, rng):
    expect(asks(lab)).equals("0.5")
'''
ANSWER = {"train.py": "import model\n# [answer] Print the rate.\nprint(model.RATE)\n# [/answer]\nmodel\n"}
OTHER_RATE = "Another rate.\n\n--- model.py\n+++ model.py\n@@\n-RATE = 0.5\n+RATE = 0.1\n"


def sharing(skill: Path, checks: str = SHARING, **more: str) -> Path:
    """A lab beside a folder of shared files."""
    (skill / "shared" / "data").mkdir(parents=True)
    (skill / "shared" / "model.py").write_text("RATE = 0.5\n")
    (skill / "shared" / "data" / "pumps.csv").write_text("a,b\n")
    asks = 'def asks(lab):\n    return lab.run("python train.py").output.strip()\n'
    (skill / "shared" / "asking.py").write_text(asks)
    return write_lab(skill / "one", checks, ANSWER | more, other_rate=OTHER_RATE)


def test_a_lab_takes_what_it_names_of_the_files_its_skill_shares(tmp_path: Path) -> None:
    lab = read_lab(sharing(tmp_path))
    assert lab.problems == ()
    assert sorted(lab.answer) == sorted(lab.starter) == ["data/pumps.csv", "model.py", "train.py"]
    assert lab.starter["model.py"] == lab.answer["model.py"] == b"RATE = 0.5\n"
    assert lab.mistakes[0].over(lab.answer)["model.py"] == b"RATE = 0.1\n"


def test_another_shared_file_is_another_version_of_the_lab(tmp_path: Path) -> None:
    folder = sharing(tmp_path)
    before = read_lab(folder)
    (tmp_path / "shared" / "asking.py").write_text("def asks(lab):\n    return 'something else'\n")
    assert read_lab(folder).content != before.content
    (tmp_path / "shared" / "model.py").write_text("RATE = 0.25\n")
    assert read_lab(folder).answer["model.py"] == b"RATE = 0.25\n"


def test_a_lab_that_takes_nothing_of_what_is_shared_does_not_depend_on_it(tmp_path: Path) -> None:
    sharing(tmp_path)
    alone = write_lab(tmp_path / "alone")
    before = read_lab(alone)
    (tmp_path / "shared" / "asking.py").write_text("def asks(lab):\n    return 'something else'\n")
    assert read_lab(alone).content == before.content


def test_a_shared_file_that_is_not_there_or_there_twice_is_a_problem(tmp_path: Path) -> None:
    checks = SHARING.replace('"data/pumps.csv"', '"data/none.csv", "twice.py"')
    (tmp_path / "skill" / "shared").mkdir(parents=True)
    lab = read_lab(write_lab(tmp_path / "skill" / "one", checks, ANSWER | {"model.py": "2\n"}))
    said = "\n".join(problem.message for problem in lab.problems)
    assert "model.py is in answer and in shared" in said
    assert "there is no file shared/data/none.csv beside this lab" in said


def test_shared_modules_are_no_libraries_a_learner_needs(tmp_path: Path) -> None:
    assert read_sheet(sharing(tmp_path)).imports == ()
