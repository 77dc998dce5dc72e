"""`author check` as a whole: what it looks at, what it remembers, what it reports."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlestone.authoring import checking
from mlestone.authoring.bench import BenchLost
from mlestone.authoring.cache import Cache
from mlestone.authoring.checking import CheckFailed, Workplaces, check, measure
from mlestone.authoring.examine import examine_proof
from mlestone.authoring.extent import SAMPLE, WHOLE
from mlestone.authoring.receipts import give_receipt, has_receipt
from mlestone.authoring.rulebook import proof_findings
from mlestone.authoring.selection import NotWritten, select, written_proof
from mlestone.base.errors import UnknownName
from mlestone.base.ids import KitName
from mlestone.base.settings import builtin_course
from mlestone.course.load import load_course
from mlestone.course.model import Course
from mlestone.engine.kit import find_kit


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


def test_a_sound_course_has_nothing_to_report_and_is_remembered(
    course: Course, cache: Cache, workplaces: Workplaces, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[int, int, str]] = []
    first = check(
        course, select(course, ()), cache, engine=workplaces.engine, on_progress=lambda *facts: told.append(facts)
    )
    assert [finding.problem.shown() for finding in first.findings] == []
    assert (first.lessons, first.proofs, first.remembered) == (1, 4, 0)
    assert (first.planned_skills, first.planned_proofs) == (1, 4)
    assert {strength.proof: strength.score for strength in first.strengths}["moving-averages/mean-of-values"] == 1.0
    assert [(done, total) for done, total, _ in told] == [(1, 5), (2, 5), (3, 5), (4, 5), (5, 5)]

    def never(*_: object) -> None:
        raise AssertionError("nothing changed, and something was run")

    monkeypatch.setattr(checking, "Workplaces", never)
    second = check(course, select(course, ()), cache)
    assert (second.findings, second.strengths, second.remembered) == (first.findings, first.strengths, 5)


def test_only_what_changed_is_looked_at_again(course: Course, cache: Cache, workplaces: Workplaces) -> None:
    question = select(course, ["moving-averages/sizes-of-arrays"])
    assert check(course, question, cache, engine=workplaces.engine).remembered == 0
    assert check(course, question, cache, engine=workplaces.engine).remembered == 1
    path = question.proofs[0].path
    assert path is not None
    path.write_text(path.read_text().replace("A title", "a title"))
    again = check(course, question, cache, engine=workplaces.engine)
    assert again.remembered == 0
    assert [finding.rule for finding in again.findings] == ["P102"]
    assert check(course, question, cache, engine=workplaces.engine).findings == again.findings


def test_of_what_was_played_whole_as_it_stands_a_sample_will_do(
    course: Course, cache: Cache, workplaces: Workplaces
) -> None:
    """A receipt is for this file and these data, and nobody has one for what breaks a rule."""
    proof = select(course, ["moving-averages/mean-of-values"])
    path = proof.proofs[0].path
    assert path is not None

    def quickly() -> tuple[int, list[str]]:
        report = check(course, proof, cache, quick=True, engine=workplaces.engine)
        return report.sampled, [finding.rule for finding in report.findings]

    assert not has_receipt(path)
    assert quickly() == (0, [])  # nobody had played it: that was all of it
    assert has_receipt(path)
    assert quickly() == (1, [])
    sound = path.read_text()
    path.write_text(sound.replace("A title", "a title"))
    assert not has_receipt(path)
    assert [quickly(), quickly()] == [(0, ["P102"])] * 2
    assert not has_receipt(path)
    path.write_text(sound)
    assert quickly() == (1, [])
    (path.parent / "values.csv").write_text("1")
    assert not has_receipt(path)


def test_a_sample_is_little_and_finds_what_is_plain(course: Course, workplaces: Workplaces) -> None:
    (entry,) = select(course, ["moving-averages/mean-of-values"]).proofs
    assert entry.path is not None
    kit = find_kit(KitName("core"))
    text = entry.path.read_text()
    seen = examine_proof(entry, kit.name, workplaces.of(kit, entry.path), SAMPLE)
    assert len(seen.answer) == len(SAMPLE.answer) < len(WHOLE.answer)
    assert {len(verdicts) for verdicts in seen.wrong.values()} == {1}
    assert seen.strength is None
    assert proof_findings(seen) == ()
    entry.path.write_text(text.replace("float(values.sum())", "float(values.mean())"))
    seen = examine_proof(entry, kit.name, workplaces.of(kit, entry.path), SAMPLE)
    assert "P203" in {finding.rule for finding in proof_findings(seen)}


def test_a_course_that_cannot_be_written_to_does_without(tmp_path: Path) -> None:
    proof = tmp_path / "proof.py"
    proof.write_text("x = 1")
    (tmp_path / ".checked.json").mkdir()
    give_receipt(proof)
    assert not has_receipt(proof)


def test_a_receipt_of_what_is_gone_goes_too(tmp_path: Path) -> None:
    one, other = tmp_path / "one.py", tmp_path / "other.py"
    for path in (one, other):
        path.write_text("x = 1")
        give_receipt(path)
    assert has_receipt(one)
    one.unlink()
    give_receipt(other)
    assert "one.py" not in (tmp_path / ".checked.json").read_text()
    assert has_receipt(other)


def test_data_beside_a_proof_and_what_the_course_says_of_it_count_too(course: Course, cache: Cache) -> None:
    kit = find_kit(KitName("core"))
    path = course.skill("moving-averages").path
    key = cache.key(path, kit, "lesson")
    assert cache.key(path, kit, "lesson") == key
    assert cache.key(path, kit, "proof") != key
    (path.parent / "series.csv").write_text("1\n")
    assert cache.key(path, kit, "lesson") != key


def test_what_is_meant_can_be_said_by_id_by_file_and_by_folder(course: Course, course_folder: Path) -> None:
    folder = course_folder / "series" / "moving-averages"
    whole = select(course, ["moving-averages"])
    assert (len(whole.lessons), len(whole.proofs)) == (1, 4)
    assert select(course, [str(folder)]) == whole
    assert select(course, [str(folder / "mean_of_values.py")]).proofs[0].name == "mean-of-values"
    assert select(course, ["series"]) == select(course, ())
    assert select(course, [str(folder / "lesson.md")]).lessons == whole.lessons
    with pytest.raises(UnknownName, match="moving-averages"):
        select(course, ["moving-average"])


def test_a_lab_is_meant_by_every_file_in_it() -> None:
    course = load_course(builtin_course())
    lab = course.proof("fastapi-serving/typed-service")
    assert lab.path is not None
    for name in ("", "checks.py", "answer/service.py"):
        assert select(course, [str(lab.path / name)]).proofs == (lab,)


def test_a_planned_proof_cannot_be_tried(course: Course) -> None:
    with pytest.raises(NotWritten, match="mlestone author new medians median-0"):
        written_proof(course, "medians/median-0")


def test_strength_is_measured_for_proofs_that_have_an_answer(course: Course) -> None:
    strengths = measure(course, select(course, ["moving-averages/mean-of-values", "moving-averages/sizes-of-arrays"]))
    assert [(strength.proof, strength.score) for strength in strengths] == [("moving-averages/mean-of-values", 1.0)]
    assert strengths[0].from_dict(strengths[0].as_dict()) == strengths[0]


def test_a_kit_that_is_not_here_is_skipped_and_said(course_folder: Path, cache: Cache) -> None:
    kits = course_folder / "kits.yaml"
    kits.write_text(kits.read_text().replace("  core:", "  strange:"))
    region = course_folder / "series" / "region.yaml"
    region.write_text(region.read_text().replace("kit: core", "kit: strange"))
    course = load_course(course_folder)
    report = check(course, select(course, ()), cache)
    assert report.proofs == 1  # questions are made in the kit that is always here
    assert len(report.skipped) == 4
    assert "strange" in report.skipped[0][1]


@pytest.mark.parametrize("error", [BenchLost("The bench ended."), ZeroDivisionError("no")])
def test_an_error_names_the_proof_it_came_up_at(
    course: Course, cache: Cache, workplaces: Workplaces, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(checking, "examine_proof", fail)
    question = select(course, ["moving-averages/sizes-of-arrays"])
    with pytest.raises((CheckFailed, ZeroDivisionError)) as raised:
        check(course, question, cache, engine=workplaces.engine)
    told = "\n".join([str(raised.value), *getattr(raised.value, "__notes__", [])])
    assert "moving-averages/sizes-of-arrays" in told
