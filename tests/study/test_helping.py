"""Hints one at a time, and the answer for whoever has passed or gives up."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from mlestone.base.errors import MlestoneError, UnknownName
from mlestone.study.helping import NotPassedYet
from mlestone.study.study import NotReady

if TYPE_CHECKING:
    from mlestone.study.learner import Learner

    from .conftest import OpenLearner

RIGHT = b"def add(a, b):\n    return b + a\n"


def kinds(learner: Learner) -> list[str]:
    return [event.what.kind for event in learner.desk.journal.log.events()]


def test_hints_come_one_at_a_time_and_are_remembered(learner: Learner, open_learner: OpenLearner) -> None:
    first = learner.hint("adding/add-two")
    assert (first.number, first.of, first.text, first.fresh) == (1, 3, "Which sign adds?", True)
    second = open_learner().hint("adding/add-two")
    assert second.shown == ("Which sign adds?", "Return it.")
    assert learner.proof("adding/add-two").hints_shown == second.shown


def test_the_last_hint_is_shown_again_and_not_logged_again(learner: Learner) -> None:
    for _ in range(3):
        assert learner.hint("adding/add-two").fresh
    again = learner.hint("adding/add-two")
    assert (again.number, again.text, again.fresh) == (3, "`a + b`.", False)
    assert kinds(learner) == ["hint-shown"] * 3


def test_the_answer_is_for_whoever_has_passed(learner: Learner) -> None:
    with pytest.raises(NotPassedYet, match="has not passed yet"):
        learner.solution("adding/add-two")
    assert not learner.desk.journal.exists  # asking leaves no trace
    learner.check("adding/add-two", source=RIGHT)
    solution = learner.solution("adding/add-two")
    assert "return a + b" in solution.source
    assert not solution.gave_up


def test_giving_up_is_written_down_once_and_weakens_the_evidence(learner: Learner) -> None:
    assert learner.solution("adding/add-two", give_up=True).gave_up
    assert learner.solution("adding/add-two").gave_up
    assert kinds(learner) == ["gave-up"]
    assert learner.proof("adding/add-two").standing.gave_up
    learner.check("adding/add-two", source=RIGHT)
    evidence = learner.skill("adding").evidence
    assert any("after its answer had been shown" in sentence for sentence in evidence)


def test_questions_have_no_answer_to_show(learner: Learner) -> None:
    with pytest.raises(MlestoneError, match="other numbers each time"):
        learner.solution("adding/sums", give_up=True)
    assert not learner.desk.journal.exists


def test_help_for_what_is_not_there_is_refused_in_words(learner: Learner) -> None:
    for ask in (learner.hint, learner.solution, learner.proof):
        with pytest.raises(NotReady, match="planned"):
            ask("dividing/divide")
        with pytest.raises(UnknownName, match="adding/add-two"):
            ask("adding/add-tow")


def test_a_file_of_the_workspace_names_its_proof(learner: Learner) -> None:
    path = learner.start("adding/add-two").path
    assert learner.hint(str(path)).proof == "adding/add-two"


def test_what_the_library_does_is_told_with_the_answer(learner: Learner, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = learner.desk.sheet(learner.desk.written("adding/add-two")[1])
    told = replace(sheet, afterwards=("`operator.add` does the same.",))
    monkeypatch.setattr(type(learner.desk), "sheet", lambda _, __: told)
    with pytest.raises(NotPassedYet):
        learner.solution("adding/add-two")
    assert learner.solution("adding/add-two", give_up=True).afterwards == ("`operator.add` does the same.",)
