"""`mlestone author …` as it is typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mlestone.authoring import trying
from mlestone.authoring.rulebook import page
from mlestone.cli import commands
from mlestone.course.load import load_course
from mlestone.course.model import Course
from mlestone.study.study import Study


@pytest.fixture
def run(course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> object:
    """Run a command on the small course; gives exit code, output and talk."""
    monkeypatch.setenv("MLESTONE_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(Study, "open", classmethod(lambda cls, *_: cls(course)))

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["mlestone", "author", *arguments])
        code = commands.run()
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


def test_check_prints_problems_with_their_places_and_ends_with_1(run, course: Course) -> None:  # type: ignore[no-untyped-def]
    path = course.proof("moving-averages/sizes-of-arrays").path
    assert path is not None
    path.write_text(path.read_text().replace("A title", "a title"))
    code, out, _ = run("check", "moving-averages/sizes-of-arrays")
    assert code == 1
    assert "sizes_of_arrays.py:1: P102 the title 'a title of a few words' is not written as one" in out
    assert "1 problem in 0 lessons and 1 proof checked." in out
    code, out, _ = run("check", "moving-averages/sizes-of-arrays", "--json")
    told = json.loads(out)
    assert (code, told["remembered"]) == (1, 1)
    assert told["problems"][0] | {"path": ""} == {
        "rule": "P102",
        "path": "",
        "line": 1,
        "message": "P102 the title 'a title of a few words' is not written as one",
        "hint": "Begin with a capital, without a full stop.",
    }


def test_try_shows_what_the_learner_sees_and_what_becomes_of_each_mistake(run) -> None:  # type: ignore[no-untyped-def]
    code, out, _ = run("try", "moving-averages/mean-of-values", "--seed", "3")
    assert code == 0
    order = [
        "A title of a few words",
        "Numbers may be off by",
        "Starter",
        "Hints",
        "The verdict on the answer",
        "The verdict on `forgets_to_divide`",
    ]
    order += ["What makes a mean of it?", "The verdict on the starter", "Not attempted"]
    assert [out.index(text) for text in order] == sorted(out.index(text) for text in order)
    assert "seed 3" in out


def test_try_shows_a_question_with_its_right_reply(run) -> None:  # type: ignore[no-untyped-def]
    code, out, _ = run("try", "moving-averages/sizes-of-arrays", "--json")
    told = json.loads(out)
    assert code == 0
    assert [question["form"] for question in told["questions"]] == ["choice", "choice", "number"]
    assert told["verdicts"]["the right replies"]["status"] == "passed"


def change(course: Course, old: str, new: str, proof: str = "moving-averages/mean-of-values") -> None:
    path = course.proof(proof).path
    assert path is not None
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))


def test_try_can_show_one_mistake_alone(run) -> None:  # type: ignore[no-untyped-def]
    code, out, _ = run("try", "moving-averages/mean-of-values", "--only", "forgets_to_divide")
    assert code == 0
    assert out.count("The verdict on") == 1
    assert "What makes a mean of it?" in out
    assert "Starter" not in out
    code, _, err = run("try", "moving-averages/mean-of-values", "--only", "forgets_to_divid")
    assert code == 1
    assert "There is no mistake of moving-averages/mean-of-values called 'forgets_to_divid'" in err
    assert "Did you mean 'forgets_to_divide'" in err


@pytest.mark.parametrize("also", [(), ("--only", "forgets_to_divide"), ("--json",)])
def test_try_plays_nothing_else_when_the_answer_does_not_pass(run, course: Course, also: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    change(course, ".close(np.mean(values))", ".close(7.0)")
    code, out, err = run("try", "moving-averages/mean-of-values", *also)
    assert code == 1
    assert "the answer itself does not pass" in out
    assert "forgets_to_divide" not in (str(json.loads(out)["verdicts"].keys()) if "--json" in also else out)
    assert "nothing else is played" in err


def test_an_answer_that_never_ends_is_told_once_with_its_line(  # type: ignore[no-untyped-def]
    run, course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trying, "_MOST", 0.5)
    change(course, "    values = rng.normal(", "    while True:\n        rng.random()\n    values = rng.normal(")
    code, out, _ = run("try", "moving-averages/mean-of-values")
    assert code == 1
    assert out.count("The verdict on") == 1
    assert "what began here has not come to its end" in out


def test_a_check_that_hangs_on_a_mistake_is_told_with_its_line(  # type: ignore[no-untyped-def]
    run, course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trying, "_LEAST", 0.3)
    hangs = (
        "    while learner.mean_of(np.array([1.0, 3.0])) != 2.0:\n        while True: pass\n    values = rng.normal("
    )
    change(course, "    values = rng.normal(", hangs)
    code, out, _ = run("try", "moving-averages/mean-of-values")
    assert code == 0
    path = course.proof("moving-averages/mean-of-values").path
    assert path is not None
    line = next(at for at, text in enumerate(path.read_text().split("\n"), 1) if "while True" in text)
    assert f"mean_of_values.py:{line}: what began here has not come to its end" in out


def test_a_check_that_wants_an_error_is_told_how_to_say_so(run, course: Course) -> None:  # type: ignore[no-untyped-def]
    change(course, ".mean_of(values)).close", ".mean_of(None)).close")
    code, out, _ = run("try", "moving-averages/mean-of-values")
    assert code == 1
    assert "If that is what the check wants: expect.raises(AttributeError, lambda: learner.mean_of(…))" in out


def test_answer_prints_the_reference(run) -> None:  # type: ignore[no-untyped-def]
    code, out, _ = run("answer", "moving-averages/mean-of-values")
    assert code == 0
    namespace: dict[str, object] = {}
    exec(out, namespace)
    assert "mean_of" in namespace
    assert "mlestone" not in out


def test_strength_prints_the_score_and_survivors_as_diffs(run, course: Course) -> None:  # type: ignore[no-untyped-def]
    path = course.proof("moving-averages/mean-of-values").path
    assert path is not None
    path.write_text(path.read_text().replace("rng.normal(size=int(rng.integers(2, 9)))", "np.ones(1)"))
    code, out, _ = run("strength", "moving-averages/mean-of-values")
    assert code == 1
    assert "50%  moving-averages/mean-of-values  1 of 2 mutants killed" in out
    assert "+    return float(values.sum() * len(values))" in out
    assert "equivalent('values.sum() / len(values) -> values.sum() * len(values)', \"why\")" in out


def test_new_says_what_it_made_and_refuses_to_make_it_twice(run, course_folder: Path) -> None:  # type: ignore[no-untyped-def]
    code, out, err = run("new", "medians", "median-0")
    assert (code, out) == (0, f"{course_folder / 'series' / 'medians' / 'median_0.py'}\n")
    assert "mlestone author try medians/median-0" in err
    assert run("new", "moving-averages")[0] == 1


def test_a_planned_kit_is_told_before_anything_is_written_for_nothing(run, course_folder: Path) -> None:  # type: ignore[no-untyped-def]
    kits = course_folder / "kits.yaml"
    kits.write_text(kits.read_text().replace("  core:", "  strange:"))
    region = course_folder / "series" / "region.yaml"
    region.write_text(region.read_text().replace("kit: core", "kit: strange"))
    course = load_course(course_folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Study, "open", classmethod(lambda cls, *_: cls(course)))
        words = "This needs the kit strange, which is planned: it cannot be installed yet."
        code, out, err = run("new", "medians", "median-0")
        assert (code, Path(out.strip()).name) == (0, "median_0.py")
        assert words in err
        code, _, err = run("try", "moving-averages/mean-of-values")
        assert code == 1
        assert words in err
        code, out, _ = run("check", "moving-averages/mean-of-values")
        assert code == 1
        assert f"moving-averages/mean-of-values: not checked. {words}" in out
        assert run("check", "moving-averages")[0] == 0


def test_a_proof_that_is_asked_for_by_name_and_not_written_is_not_well(run) -> None:  # type: ignore[no-untyped-def]
    code, out, _ = run("check", "medians/median-0")
    assert code == 1
    assert "medians/median-0: not checked. It is planned, not written yet. Start it with: mlestone author new" in out
    assert run("check", "medians")[0] == 0


def test_rules_prints_the_page(run) -> None:  # type: ignore[no-untyped-def]
    assert run("rules") == (0, page(), "")


def test_what_nobody_knows_is_answered_with_the_nearest(run) -> None:  # type: ignore[no-untyped-def]
    code, _, err = run("check", "moving-average")
    assert code == 1
    assert "Did you mean 'moving-averages'" in err


BROKEN = {
    "not Python": ("return float(values.sum() / len(values))", "return float("),
    "lacks a docstring": ('"""A title of a few words', 'ASKED = """A title of a few words'),
    "is a mistake of `means`": ("@mistake(mean_of,", "@mistake(means,"),
    "raised while loading: ZeroDivisionError": ("hints(", "1 / 0\nhints("),
}


@pytest.mark.parametrize("words", BROKEN)
@pytest.mark.parametrize("command", ["check", "try", "strength"])
def test_a_file_that_cannot_be_used_is_told_in_words(run, course: Course, command: str, words: str) -> None:  # type: ignore[no-untyped-def]
    path = course.proof("moving-averages/mean-of-values").path
    assert path is not None
    path.write_text(path.read_text().replace(*BROKEN[words], 1))
    code, out, err = run(command, "moving-averages/mean-of-values")
    told = out if command == "check" else err
    assert code == 1
    assert "mean_of_values.py:" in told
    assert words in told
    if "raised" not in words:
        assert run("answer", "moving-averages/mean-of-values")[0] == 1


def test_a_question_that_cannot_be_used_is_told_in_words(run, course: Course) -> None:  # type: ignore[no-untyped-def]
    path = course.proof("moving-averages/sizes-of-arrays").path
    assert path is not None
    path.write_text(path.read_text() + "\n1 / 0\n")
    code, _, err = run("try", "moving-averages/sizes-of-arrays")
    assert code == 1
    assert "raised while loading: ZeroDivisionError" in err


@pytest.mark.parametrize("command", ["check", "strength", "try", "answer"])
@pytest.mark.parametrize("name", ["no-such-thing", "/etc/hosts", "", "a" * 5000, "nul\0l", "empty"])
def test_what_is_no_part_of_the_course_is_told_in_words(  # type: ignore[no-untyped-def]
    run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, name: str
) -> None:
    (tmp_path / "elsewhere" / "empty").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "elsewhere")
    code, _, err = run(command, name)
    assert code == 1
    assert "There is no " in err
