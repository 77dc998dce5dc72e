"""Handing in: what is logged, when, and what came of it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mlestone.base.errors import MlestoneError, UnknownName
from mlestone.engine.engine import Graded
from mlestone.engine.stopping import Stop, Stopped
from mlestone.learning.events import Event, Happening, Judged, Submitted
from mlestone.proving.verdict import Verdict
from mlestone.store.errors import DiskIsFull, LogTrouble
from mlestone.study.journal import Journal
from mlestone.study.learner import Learner
from mlestone.study.study import Study
from mlestone.study.views import Checked

if TYPE_CHECKING:
    from .conftest import OpenLearner, PassQuestions, SetClock

RIGHT = b"def add(a, b):\n    return b + a\n"
WRONG = b"def add(a, b):\n    return a * b\n"


def entries(learner: Learner) -> list[Event]:
    return list(learner.desk.journal.log.events(attached=True))


def logged(learner: Learner) -> list[str]:
    return [event.what.kind for event in entries(learner)]


def check(learner: Learner, proof: str, source: bytes) -> Checked:
    return learner.check(proof, source=source)


def test_an_attempt_is_logged_with_its_source_and_its_verdict(learner: Learner) -> None:
    checked = check(learner, "adding/add-two", WRONG)
    submitted, judged = entries(learner)
    assert isinstance(submitted.what, Submitted)
    assert isinstance(judged.what, Judged)
    assert submitted.attached == {"source": WRONG.decode()}
    assert submitted.what.seed == checked.verdict.seed
    assert submitted.what.content == checked.verdict.content
    assert judged.what.submission == submitted.id == checked.attempt
    assert json.loads(judged.attached["verdict"]) == checked.verdict.as_dict()
    assert (judged.what.status, judged.what.checks_passed, judged.what.checks) == ("failed", 0, 2)
    assert judged.what.mistakes == ("multiplies",)
    assert judged.what.written == ("add-two", "sums")


def test_the_submission_is_on_disk_before_anything_is_judged(
    learner: Learner, open_learner: OpenLearner, study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def grade(job: object, **_: object) -> Graded:
        seen.extend(logged(open_learner()))
        raise KeyboardInterrupt

    monkeypatch.setattr(study.engine, "grade", grade)
    with pytest.raises(KeyboardInterrupt):
        check(learner, "adding/add-two", RIGHT)
    assert seen == ["submitted"]


@pytest.mark.parametrize("how", [KeyboardInterrupt, Stopped])  # Ctrl-C, and a button
def test_what_was_stopped_costs_nothing_and_the_log_says_so(
    learner: Learner, open_learner: OpenLearner, study: Study, monkeypatch: pytest.MonkeyPatch, how: type[BaseException]
) -> None:
    check(learner, "adding/add-two", WRONG)

    def grade(job: object, **_: object) -> Graded:
        raise how

    with monkeypatch.context() as patched, pytest.raises(how):
        patched.setattr(study.engine, "grade", grade)
        check(learner, "adding/add-two", RIGHT)
    later = open_learner()
    assert later.unjudged() == ()
    standing = later.proof("adding/add-two").standing
    assert (standing.state, standing.attempts) == ("begun", 1)
    stopped, failed = later.attempts("adding/add-two")
    assert (stopped.status, failed.status) == ("stopped", "failed")
    assert (later.attempt(stopped.id).source, later.attempt(stopped.id).verdict) == (RIGHT.decode(), None)
    assert later.progress().attempts == 1
    assert check(later, "adding/add-two", RIGHT).verdict.passed


def test_nothing_is_submitted_once_it_is_to_be_stopped(learner: Learner) -> None:
    stop = Stop()
    stop.call()
    with pytest.raises(Stopped):
        learner.check("adding/add-two", source=RIGHT, stop=stop)
    assert not logged(learner)


def test_a_paper_that_was_stopped_can_be_handed_in_again(
    learner: Learner, study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = learner.start("adding/sums").path
    path.write_text(path.read_text().replace("\n1: ", "\n1: 3").replace("\n2: ", "\n2: 3"))

    def grade(job: object, **_: object) -> Graded:
        raise Stopped

    with monkeypatch.context() as patched, pytest.raises(Stopped):
        patched.setattr(study.engine, "grade", grade)
        learner.check("adding/sums")
    assert learner.check("adding/sums").verdict.status == "failed"


def test_what_is_our_fault_costs_nothing(learner: Learner, study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    def grade(job: object, **_: object) -> Graded:
        return Graded(Verdict("adding/add-two", "code", "not_graded", 1, "", "Ours.", author_detail="secret"), 0.0)

    monkeypatch.setattr(study.engine, "grade", grade)
    checked = check(learner, "adding/add-two", RIGHT)
    assert checked.verdict.status == "not_graded"
    assert learner.proof("adding/add-two").standing.attempts == 0
    assert "secret" not in entries(learner)[-1].attached["verdict"]


def test_a_verdict_that_cannot_be_logged_is_told_all_the_same(
    learner: Learner, open_learner: OpenLearner, monkeypatch: pytest.MonkeyPatch
) -> None:
    append = Journal.append

    def full(self: Journal, what: Happening, attached: dict[str, str] | None = None, **how: bool) -> Event:
        if isinstance(what, Judged):
            raise DiskIsFull("log", "The disk is full.")
        return append(self, what, attached, **how)

    monkeypatch.setattr(Journal, "append", full)
    checked = check(learner, "adding/add-two", RIGHT)
    assert checked.verdict.passed
    assert not checked.logged
    assert checked.news.sentences == ("This verdict could not be written to the log. The disk is full.",)
    assert open_learner().unjudged() == ("adding/add-two",)


def test_nothing_is_judged_that_cannot_be_logged(
    learner: Learner, study: Study, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "data" / "log.sqlite3").mkdir(parents=True)
    monkeypatch.setattr(study.engine, "grade", lambda job, **_: pytest.fail("it was judged"))
    with pytest.raises(LogTrouble):
        check(learner, "adding/add-two", RIGHT)


def test_the_starter_as_it_was_is_no_attempt(learner: Learner) -> None:
    learner.start("adding/add-two")
    assert learner.check().verdict.status == "not_attempted"
    assert learner.proof("adding/add-two").standing.attempts == 0


def test_with_nothing_said_the_file_edited_last_is_judged(learner: Learner) -> None:
    learner.start("doubling/double")
    path = learner.start("adding/add-two").path
    path.write_bytes(RIGHT)
    os.utime(path, (2_000_000_000, 2_000_000_000))
    checked = learner.check()
    assert (checked.proof, checked.file, checked.purpose) == ("adding/add-two", path, "proof")
    assert checked.verdict.passed
    assert learner.check("adding/add-two").verdict.passed
    assert learner.check(str(path)).verdict.passed
    assert learner.check(file=path).verdict.passed


def test_a_file_from_anywhere_is_judged_when_its_proof_is_named(learner: Learner, tmp_path: Path) -> None:
    file = tmp_path / "work.py"
    file.write_bytes(RIGHT)
    assert learner.check("adding/add-two", file).verdict.passed
    with pytest.raises(MlestoneError, match="Name the proof"):
        learner.check(file=file)
    with pytest.raises(MlestoneError, match="which proof"):
        learner.check(source=RIGHT)


def test_passing_all_proofs_proves_the_skill_and_says_what_that_opens(
    learner: Learner, pass_questions: PassQuestions
) -> None:
    counted = pass_questions(learner, "counting/next-number")
    assert counted.news.proved == ("counting",)
    assert counted.news.opens == ("adding",)
    assert counted.news.sentences == ("Proved: Counting.", "This opens Adding.")
    half = check(learner, "adding/add-two", RIGHT)
    assert half.news.first_pass
    assert half.news.proved == ()
    whole = pass_questions(learner, "adding/sums")
    assert whole.news.proved == ("adding",)
    again = check(learner, "adding/add-two", RIGHT)
    assert again.news == type(again.news)()


def test_passing_credits_what_is_needed(learner: Learner, pass_questions: PassQuestions) -> None:
    check(learner, "adding/add-two", RIGHT)
    news = pass_questions(learner, "adding/sums").news
    assert news.proved == ("adding",)
    assert news.credited == ("counting",)
    assert "Credited with it: Counting." in news.sentences


def test_reaching_the_goal_is_told(learner: Learner, pass_questions: PassQuestions) -> None:
    learner.set_plan(skills=["counting"], hours_a_week=2)
    news = pass_questions(learner, "counting/next-number").news
    assert news.plan_done
    assert "Everything your plan aims at is done." in news.sentences


def test_a_replay_shows_the_verdict_again_and_is_no_attempt(learner: Learner) -> None:
    first = check(learner, "adding/add-two", WRONG)
    before = logged(learner)
    replay = learner.check("adding/add-two", source=WRONG, seed=first.verdict.seed)
    assert replay.verdict == first.verdict
    assert (replay.logged, replay.attempt) == (False, None)
    assert logged(learner) == before


@pytest.mark.parametrize(("source", "kept"), [(b"\xff\xfe", "//4="), (b"x = 1\0", "eCA9IDEA")])
def test_sources_that_are_no_text_are_kept_whole(learner: Learner, source: bytes, kept: str) -> None:
    assert check(learner, "adding/add-two", source).verdict.status == "crashed"
    assert entries(learner)[0].attached == {"source-base64": kept}


def test_attempts_are_for_the_proof_or_a_review(learner: Learner) -> None:
    assert learner.check("adding/add-two", source=WRONG, purpose="review").purpose == "review"
    with pytest.raises(UnknownName, match="purpose of an attempt"):
        learner.check("adding/add-two", source=WRONG, purpose="fun")


def test_what_is_too_long_to_be_run_is_kept_in_part(learner: Learner) -> None:
    checked = check(learner, "adding/add-two", b"#" * 300_000)
    assert (checked.verdict.status, checked.verdict.limit) == ("out_of_limits", "source")
    assert entries(learner)[0].attached == {"source-beginning": "#" * 262_144}


def test_time_spent_counts_work_and_leaves_pauses_out(learner: Learner, clock: SetClock) -> None:
    path = learner.start("adding/add-two").path
    path.write_bytes(WRONG)
    clock.pass_(minutes=4)
    os.utime(path, (clock.now().timestamp(),) * 2)
    clock.pass_(minutes=1)
    assert learner.check("adding/add-two").spent == 300.0
    clock.pass_(minutes=45)  # lunch
    os.utime(path, (clock.now().timestamp(),) * 2)
    clock.pass_(minutes=2)
    assert learner.check("adding/add-two").spent == 120.0
    clock.pass_(hours=3)
    assert learner.check("adding/add-two").spent is None


def test_work_on_another_proof_is_not_counted_twice(learner: Learner, clock: SetClock) -> None:
    learner.start("adding/add-two").path.write_bytes(WRONG)
    clock.pass_(minutes=5)
    check(learner, "doubling/double", WRONG)
    clock.pass_(minutes=2)
    assert check(learner, "adding/add-two", WRONG).spent == 120.0


def test_nobody_knows_how_long_a_first_submission_took(learner: Learner) -> None:
    assert check(learner, "adding/add-two", WRONG).spent is None


def test_a_clock_that_jumps_back_loses_nothing_and_reorders_nothing(learner: Learner, clock: SetClock) -> None:
    path = learner.start("adding/add-two").path
    path.write_bytes(WRONG)
    check(learner, "adding/add-two", WRONG)
    clock.pass_(days=-400)
    checked = check(learner, "adding/add-two", RIGHT)
    assert checked.verdict.passed
    assert logged(learner) == ["started", "submitted", "judged", "submitted", "judged"]
    ids = [event.id for event in entries(learner)]
    assert ids == sorted(ids)
    assert learner.proof("adding/add-two").standing.state == "passed"
    learner.next()
    learner.progress()


def test_attempts_can_be_looked_up(learner: Learner, clock: SetClock) -> None:
    check(learner, "adding/add-two", WRONG)
    clock.pass_(minutes=1)
    check(learner, "doubling/double", WRONG)
    last = check(learner, "adding/add-two", RIGHT)
    attempts = learner.attempts("adding/add-two")
    assert [attempt.status for attempt in attempts] == ["passed", "failed"]
    page = learner.attempt(attempts[0].id)
    assert page.attempt == attempts[0]
    assert page.source == RIGHT.decode()
    assert page.verdict == last.verdict.as_dict()
    for unknown in ("nonsense", "0" * 32):
        with pytest.raises(MlestoneError):
            learner.attempt(unknown)


def test_two_windows_see_each_others_attempts(open_learner: OpenLearner) -> None:
    one, other = open_learner(), open_learner()
    assert one.proof("adding/add-two").standing.attempts == 0
    check(other, "adding/add-two", WRONG)
    check(one, "adding/add-two", RIGHT)
    assert one.proof("adding/add-two").standing.attempts == 2
    assert other.proof("adding/add-two").standing.state == "passed"


def test_what_checked_says_in_plain_data(learner: Learner) -> None:
    plain = check(learner, "adding/add-two", RIGHT).as_dict()
    assert json.loads(json.dumps(plain)) == plain
    assert list(plain) == [
        "verdict", "proof", "purpose", "file", "logged", "attempt", "spent", "seconds", "warm", "news",
    ]  # fmt: skip
    assert list(plain["news"]) == ["first_pass", "proved", "credited", "opens", "plan_done", "sentences"]
