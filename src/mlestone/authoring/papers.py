"""Inside a kit's Python: what a question proof asks on one seed, and how it marks right, foreseen and odd replies."""

from __future__ import annotations

from typing import Any

from mlestone.base.ids import ProofId
from mlestone.proving import questions
from mlestone.proving.layout import BadProof
from mlestone.proving.proof import Proof
from mlestone.proving.replies import Nested, label

Facts = dict[str, Any]


def papers(proof: Proof, seed: int) -> Facts:
    """One seed's paper, question by question, as plain data; or the problem that there is none."""
    try:
        key = questions.draw(proof, seed)
    except BadProof as bad:
        return {"seed": seed, "problems": [[problem.line, problem.message, problem.hint] for problem in bad.problems]}
    makers = [maker for maker in proof.questions for _ in range(maker.times)]
    asked = zip(makers, key.paper.questions, key.asked, strict=True)
    return {"seed": seed, "questions": [_question(maker, question, one) for maker, question, one in asked]}


def _question(maker: questions.QuestionMaker, question: questions.PaperQuestion, asked: Any) -> Facts:
    right = _right_reply(question, asked)
    told = [_told(question, asked, reply, sentence) for reply, sentence in _foreseen(question, asked)]
    return {
        "number": question.number,
        "maker": maker.name,
        "line": maker.line,
        "form": question.form,
        "text": question.text,
        "choices": list(question.choices),
        "reply": right,
        "right": right if question.form != "choice" else asked.right,
        "complaint": question.complaint(right),
        "right_is_marked_right": _mark(question, asked, right).right,
        "foreseen": told,
        "odd": [[reply, _mark(question, asked, reply).right] for reply in _odd_replies(question, asked)],
    }


def _mark(question: questions.PaperQuestion, asked: Any, reply: str) -> Any:
    """As an attempt would be marked: an unreadable reply is a wrong one."""
    paper = questions.Paper(ProofId(""), 0, (question,))
    return questions.Key(paper, (asked,)).mark({question.number: reply})[0]


def _told(question: questions.PaperQuestion, asked: Any, reply: str, sentence: str) -> Facts:
    marked = _mark(question, asked, reply)
    return {"reply": reply, "sentence": sentence, "right": marked.right, "told": marked.sentence}


def _right_reply(question: questions.PaperQuestion, asked: Any) -> str:
    if question.form == "choice":
        return label(question.choices.index(asked.right))
    return str(asked.right[0]) if question.form == "text" else repr(asked.right)


def _foreseen(question: questions.PaperQuestion, asked: Any) -> list[tuple[str, str]]:
    if question.form == "choice":
        return [(label(question.choices.index(decoy)), sentence) for decoy, sentence in asked.decoys]
    if question.form == "text":
        return list(asked.mistakes)
    return [(repr(value), sentence) for value, sentence in asked.mistakes]


def _odd_replies(question: questions.PaperQuestion, asked: Any) -> list[str]:
    """Replies nobody foresaw, none of which can be right."""
    if question.form == "number":
        return ["", repr(_off(asked.right))]
    if question.form == "array":
        return ["", repr(_shifted(asked.right))]
    return [""]


def _off(value: float) -> float:
    """A tenth off, and for whole numbers at least one."""
    return value + max(1, abs(value) // 10) if isinstance(value, int) else value + (abs(value) / 10 or 1.0)


def _shifted(nested: Nested) -> Nested:
    return [_shifted(inner) for inner in nested] if isinstance(nested, list) else _off(nested)
