"""Question proofs as files: printed, filled in, handed in."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlestone.base.ids import KitName, ProofId
from mlestone.engine.engine import Engine
from mlestone.engine.job import Job
from mlestone.study.papers import NoReplies, paper_text, read_replies

QUESTIONS = '''"""Sums

Reply to each question.
"""
from mlestone.proving import ask, hints, question

hints("What does adding do?", "Count on.", "Put the two heaps together.")


@question(times=2)
def total(rng):
    a, b = (int(n) for n in rng.integers(10, 99, size=2))
    return ask.number(f"What is {a} + {b}?", right=a + b, mistakes={a * b: "That is the product."})


@question
def order(rng):
    a, b = sorted(int(n) for n in rng.choice(90, size=2, replace=False))
    return ask.choice("Which is larger?", right=str(b), decoys={str(a): "That is the smaller one."})
'''


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> Job:
    path = tmp_path_factory.mktemp("course") / "sums.py"
    path.write_text(QUESTIONS)
    return Job(ProofId("numbers/sums"), path, KitName("core"), seed=11)


def test_a_paper_is_printed_filled_in_and_judged(job: Job) -> None:
    with Engine(once=True) as engine:
        text = paper_text(engine.paper(job))
        assert text == paper_text(engine.paper(job))
        assert "seed: 11" in text
        filled = []
        for line in text.splitlines():
            if line.startswith("# ") and " + " in line:
                left, _, right = line.partition("is ")[2].rstrip("?").partition(" + ")
                filled.append(str(int(left) + int(right)))
        choices = {line.split(") ")[0][-1]: int(line.split(") ")[1]) for line in text.splitlines() if ") " in line}
        filled.append(max(choices, key=lambda letter: choices[letter]))
        for number, reply in enumerate(filled, 1):
            text = text.replace(f"\n{number}: \n", f"\n{number}: {reply}\n")
        seed, replies = read_replies(text)
        assert seed == 11
        verdict = engine.grade(Job(job.proof, job.path, job.kit, seed, replies=replies)).verdict
        assert verdict.passed, verdict
        wrong = engine.grade(Job(job.proof, job.path, job.kit, seed, replies=replies | {"1": "7"})).verdict
        assert [reply.right for reply in wrong.replies] == [False, True, True]
        assert engine.grade(Job(job.proof, job.path, job.kit, seed, replies={})).verdict.status == "not_attempted"


def test_right_replies_are_nowhere_in_a_paper(job: Job) -> None:
    with Engine(once=True) as engine:
        paper = engine.paper(job)
    assert "product" not in str(paper)
    assert "smaller" not in str(paper)
    assert set(paper["questions"][0]) == {"number", "form", "text", "choices", "unit", "note"}


@pytest.mark.parametrize(
    ("text", "said"), [("hello", "line 1"), ("seed: x", "whole number"), ("1: 2\n\nwhat?", "line 3")]
)
def test_a_file_that_is_no_paper_is_told_with_its_line(text: str, said: str) -> None:
    with pytest.raises(NoReplies, match=said):
        read_replies(text)


def test_comments_and_blank_replies_are_no_replies() -> None:
    assert read_replies("# 1: no\nseed: 5\n1:   \n2: (3, 4) \n") == (5, {"2": "(3, 4)"})


def test_papers_read_back_what_they_print(tmp_path: Path) -> None:
    question = {"number": "1", "text": "Two\nlines?", "choices": ["x", "y"], "unit": "kg", "note": "One letter."}
    text = paper_text({"proof": "a/b", "seed": 3, "questions": [question]})
    assert read_replies(text) == (3, {})
    assert "#    a) x" in text
    assert "# lines?" in text
