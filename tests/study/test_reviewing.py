"""Reviews: chosen, opened as a fresh file, and graded by running."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from mlestone.base.errors import MlestoneError, UnknownName
from mlestone.learning.events import Judged, Purpose

if TYPE_CHECKING:
    from pathlib import Path

    from mlestone.study.learner import Learner

    from .conftest import PassQuestions, SetClock

RIGHT = b"def add(a, b):\n    return b + a\n"
WRONG = b"def add(a, b):\n    return a * b\n"


@pytest.fixture
def proved(learner: Learner, clock: SetClock, pass_questions: PassQuestions) -> Learner:
    """A learner who proved Adding, a year ago by their clock."""
    learner.check("adding/add-two", source=RIGHT)
    clock.pass_(minutes=5)
    pass_questions(learner, "adding/sums")
    clock.pass_(days=365)
    return learner


def save(path: Path, source: bytes | str, clock: SetClock) -> None:
    path.write_bytes(source if isinstance(source, bytes) else source.encode())
    os.utime(path, (clock.now().timestamp(),) * 2)


def test_nothing_is_due_for_a_newcomer(learner: Learner) -> None:
    assert learner.due() == ()
    assert learner.review() is None
    with pytest.raises(MlestoneError, match="nothing to review yet"):
        learner.review("adding")
    with pytest.raises(UnknownName, match="adding"):
        learner.review("ading")


def test_what_fades_is_due_and_says_why(proved: Learner) -> None:
    assert [each.skill for each in proved.due()] == ["counting", "adding"]
    assert len(proved.due(1)) == 1
    due = proved.due()[1]
    assert due.title == "Adding"
    assert 0 < due.recall < 0.8
    assert "Adding" in due.reason
    assert proved.next().due == 2
    assert proved.skill("adding").standing.state == "fading"


def test_a_review_is_a_fresh_file_beside_the_proofs_own(proved: Learner, clock: SetClock) -> None:
    own = proved.start("adding/add-two").path
    own.write_bytes(RIGHT)
    review = proved.review("adding")
    assert review is not None
    assert review.purpose == "review"
    assert review.created
    assert review.path.parent == own.parent
    assert f".review-{clock.now().date().isoformat()}" in review.path.name
    assert own.read_bytes() == RIGHT


def test_a_review_that_was_begun_is_gone_on_with(proved: Learner) -> None:
    first, second = proved.review("adding"), proved.review("adding")
    assert first is not None
    assert second is not None
    assert (first.path, first.created) == (second.path, True)
    assert not second.created


def test_passing_a_review_renews_the_skill(proved: Learner, clock: SetClock) -> None:
    review = proved.review("adding")
    assert review is not None
    assert review.proof == "adding/add-two"  # it was tried longest ago
    save(review.path, RIGHT, clock)
    clock.pass_(minutes=1)
    checked = proved.check(str(review.path))
    assert (checked.purpose, checked.verdict.passed) == ("review", True)
    judged = [event.what for event in proved.desk.journal.log.events() if isinstance(event.what, Judged)]
    assert judged[-1].purpose is Purpose.REVIEW
    assert proved.skill("adding").standing.state == "proved"
    assert "adding" not in [each.skill for each in proved.due()]


def test_a_failed_review_is_tried_again_in_the_same_file(proved: Learner, clock: SetClock) -> None:
    proved.start("adding/add-two")
    path = open_code_review(proved)
    save(path, WRONG, clock)
    clock.pass_(minutes=1)
    assert proved.check(str(path)).verdict.status == "failed"
    assert open_code_review(proved) == path
    assert path.read_bytes() == WRONG


def test_a_paper_that_was_marked_has_served(proved: Learner, clock: SetClock) -> None:
    review = proved.review("counting")
    assert review is not None
    save(review.path, review.path.read_text().replace("\n1: ", "\n1: 0").replace("\n2: ", "\n2: 0"), clock)
    clock.pass_(minutes=1)
    assert proved.check(str(review.path)).verdict.status == "failed"
    another = proved.review("counting")
    assert another is not None
    assert another.path != review.path
    assert another.created


def test_with_nothing_said_the_review_edited_last_is_judged(proved: Learner, clock: SetClock) -> None:
    path = open_code_review(proved)
    save(path, RIGHT, clock)
    assert proved.check().purpose == "review"


def open_code_review(learner: Learner) -> Path:
    review = learner.review("adding")
    assert review is not None
    assert review.kind == "code"
    return review.path
