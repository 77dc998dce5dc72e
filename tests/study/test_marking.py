"""Papers: shown, looked over before they are marked, and marked once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from mlestone.study.marking import AlreadyMarked, NotFilledIn
from mlestone.study.papers import NoReplies, read_replies

if TYPE_CHECKING:
    from pathlib import Path

    from mlestone.study.learner import Learner

    from .conftest import PassQuestions


def reply(path: Path, *replies: str) -> None:
    text = path.read_text()
    for number, each in enumerate(replies, 1):
        lines = [f"{number}: {each}" if line.startswith(f"{number}:") else line for line in text.split("\n")]
        text = "\n".join(lines)
    path.write_text(text)


def kinds(learner: Learner) -> list[str]:
    return [event.what.kind for event in learner.desk.journal.log.events()]


def test_a_paper_is_marked_once(learner: Learner, pass_questions: PassQuestions) -> None:
    path = learner.start("adding/sums").path
    reply(path, "3", "3")
    checked = learner.check("adding/sums")
    assert checked.verdict.status == "failed"
    assert "mlestone reset adding/sums" in checked.news.sentences[-1]
    reply(path, "4", "4")
    before = kinds(learner)
    with pytest.raises(AlreadyMarked, match="mlestone reset adding/sums"):
        learner.check("adding/sums")
    assert kinds(learner) == before
    learner.reset("adding/sums")
    assert pass_questions(learner, "adding/sums").verdict.passed


@pytest.mark.parametrize(
    ("replies", "said"),
    [(("3",), "question 2: There is no reply"), (("3", "many"), "question 2: `many` is not a number")],
)
def test_a_paper_that_is_not_whole_is_not_marked(learner: Learner, replies: tuple[str, ...], said: str) -> None:
    reply(learner.start("adding/sums").path, *replies)
    with pytest.raises(NotFilledIn, match=said):
        learner.check("adding/sums")
    assert kinds(learner) == ["started"]


def test_a_paper_as_it_was_printed_is_not_attempted(learner: Learner) -> None:
    learner.start("adding/sums")
    assert learner.check("adding/sums").verdict.status == "not_attempted"


def test_replies_without_a_seed_are_replies_to_nothing(learner: Learner) -> None:
    with pytest.raises(NoReplies, match="seed"):
        learner.check("adding/sums", source=b"1: 3\n2: 4\n")


def test_a_paper_is_shown_question_by_question(learner: Learner) -> None:
    path = learner.start("adding/sums").path
    reply(path, "3")
    paper = learner.paper("adding/sums")
    assert (paper.proof, paper.file) == ("adding/sums", path)
    assert paper.seed == read_replies(path.read_text())[0]
    assert [(question.number, question.form, question.reply) for question in paper.questions] == [
        ("1", "number", "3"),
        ("2", "number", ""),
    ]
    plain = paper.as_dict()
    assert json.loads(json.dumps(plain)) == plain
    assert "product" not in str(plain)  # what a wrong reply would be told
