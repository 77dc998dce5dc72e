"""Rules for questions: papers that can be read, marked and not guessed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from mlestone.authoring.rule import Fault, ProofRule
from mlestone.authoring.seen import ProofSeen

FEWEST_PAPERS = 5
"""Different versions of a question among 30 seeds: with fewer, a reply can be passed on."""
MOST_OFTEN = 0.8
"""Share of the seeds on which one and the same reply may be right."""
FEWEST_CHOICES = 3

Question = Mapping[str, Any]


class _PaperRule(ProofRule):
    kinds = frozenset({"question"})


class MakesPapers(_PaperRule):
    code = "P301"
    name = "every seed gives a paper"
    why = "A question that cannot be drawn leaves a learner before an empty page."
    bad = "A maker whose decoys equal the right reply on most draws."
    good = "Decoys that differ from the right reply by construction."

    def faults(self, seen: ProofSeen) -> Iterator[Fault]:
        told: set[tuple[int, str]] = set()
        for paper in seen.papers:
            for line, message, hint in paper.get("problems", ()):
                if (line, message) not in told:
                    told.add((line, message))
                    yield Fault(line, f"seed {paper['seed']}: {message}", hint)
        for seed, question in _questions(seen):
            if not question["text"].strip() and (question["line"], "") not in told:
                told.add((question["line"], ""))
                message = f"seed {seed}: `{question['maker']}` asks nothing"
                yield Fault(question["line"], message, "The first argument of `ask` is the question's text.")


class MarksRightReplies(_PaperRule):
    code = "P302"
    name = "the right reply, typed as a learner would, is marked right"
    why = "Nothing is as unfair as a right reply that is not."
    bad = 'ask.number("…", right=1 / 3, rtol=0)  # who types all the digits?'
    good = 'ask.number("…", right=1 / 3)'

    def faults(self, seen: ProofSeen) -> Iterator[Fault]:
        for seed, question in _first_of_each(seen, lambda q: not q["right_is_marked_right"] or bool(q["complaint"])):
            said = question["complaint"] or "it is marked wrong"
            message = f"seed {seed}: the right reply {question['right']!r} of `{_name(question)}`: {said}"
            yield Fault(question["line"], message, "Widen `rtol` or `atol`, or ask for what can be typed.")


class MarksWrongReplies(_PaperRule):
    code = "P303"
    name = "an empty reply and one that is a tenth off are marked wrong"
    why = "A tolerance that takes anything proves nothing."
    bad = 'ask.number("…", right=12.5, rtol=0.2)'
    good = 'ask.number("…", right=12.5, rtol=0.01)'

    def faults(self, seen: ProofSeen) -> Iterator[Fault]:
        for seed, question in _first_of_each(seen, lambda q: any(right for _, right in q["odd"])):
            reply = next(reply for reply, right in question["odd"] if right)
            right = question["right"]
            message = f"seed {seed}: `{_name(question)}` takes {reply!r} where {right!r} is right"
            yield Fault(question["line"], message, "Narrow `rtol` or `atol`.")


class ChoicesDiffer(_PaperRule):
    code = "P304"
    name = f"choices are {FEWEST_CHOICES} or more, and all different"
    why = "Two that read alike cannot be told apart, and one of two is a coin."
    bad = 'ask.choice("…", right="yes", decoys={"no": "…"})'
    good = 'ask.choice("…", right="(3, 4)", decoys={"(4, 3)": "…", "(3, 1)": "…"})'

    def faults(self, seen: ProofSeen) -> Iterator[Fault]:
        for seed, question in _first_of_each(seen, _has_poor_choices):
            choices = ", ".join(question["choices"])
            message = f"seed {seed}: the choices of `{_name(question)}` are too few or alike: {choices}"
            yield Fault(question["line"], message, "Draw numbers for which they differ, or add a decoy.")


class DecoysHaveSentences(_PaperRule):
    code = "P305"
    name = "every decoy and foreseen reply has a sentence for whoever gives it"
    why = "A decoy is a misconception; its sentence is what clears it up."
    bad = 'decoys={"(4, 3)": ""}'
    good = 'decoys={"(4, 3)": "That is the shape before the transpose."}'

    def faults(self, seen: ProofSeen) -> Iterator[Fault]:
        for seed, question in _first_of_each(seen, lambda q: any(not _is_said(wrong) for wrong in q["foreseen"])):
            reply = next(wrong["reply"] for wrong in question["foreseen"] if not _is_said(wrong))
            message = f"seed {seed}: the foreseen reply {reply!r} of `{_name(question)}` has no sentence"
            yield Fault(question["line"], message, "Say what whoever gives it has mixed up.")


class ForeseenRepliesAreWrong(_PaperRule):
    code = "P306"
    name = "every foreseen reply is wrong, and answered with its own sentence, on some seed"
    why = "A misconception that always gives the right number cannot be told from knowing."
    bad = "mistakes={right: …}  # the mistake computes the same"
    good = "Numbers for which the misconception leads elsewhere."

    def faults(self, seen: ProofSeen) -> Iterator[Fault]:
        times: dict[tuple[str, int, str], list[bool]] = defaultdict(list)
        for _, question in _questions(seen):
            for wrong in question["foreseen"]:
                works = not wrong["right"] and wrong["told"] == wrong["sentence"]
                times[question["maker"], question["line"], wrong["sentence"]].append(works)
        for (maker, line, sentence), works in times.items():
            if len(works) >= 5 and not any(works):
                message = f"a foreseen reply of `{maker}` is never told apart: {sentence!r}"
                yield Fault(line, message, "Draw numbers for which it differs from the right reply and the others.")


class CannotBeGuessed(_PaperRule):
    code = "P307"
    name = "its numbers and its right replies vary between seeds"
    why = "Learners talk. A question proves something if the neighbour's reply is of no use."
    bad = "def shape(rng):\n    return ask.text('What is the shape of np.ones((2, 3)).T?', right='(3, 2)')"
    good = "def shape(rng):\n    rows, columns = rng.integers(2, 9, size=2)\n    …"

    def faults(self, seen: ProofSeen) -> Iterator[Fault]:
        if any("problems" in paper for paper in seen.papers):
            return  # too few papers to tell
        texts: dict[tuple[str, int], list[str]] = defaultdict(list)
        replies: dict[tuple[str, int], list[str]] = defaultdict(list)
        for _, question in _questions(seen):
            texts[question["maker"], question["line"]].append(question["text"] + "\n".join(sorted(question["choices"])))
            replies[question["maker"], question["line"]].append(question["right"])
        for (maker, line), asked in texts.items():
            different = len(set(asked))
            if different < FEWEST_PAPERS:
                message = f"`{maker}` asks only {different} different questions on {len(seen.papers)} seeds"
                yield Fault(line, message, "Draw more of it from `rng`, or from a wider range.")
                continue
            given = replies[maker, line]
            reply, count = Counter(given).most_common(1)[0]
            if count > MOST_OFTEN * len(given):
                message = f"the reply {reply!r} to `{maker}` is right {count} times out of {len(given)}"
                yield Fault(line, message, "Let what is drawn decide which reply is right.")


class EngineMarksReplies(_PaperRule):
    code = "P308"
    name = "the engine passes a paper of right replies, and no other"
    why = "It is the engine that marks a learner's replies."
    bad = "A question that asks the clock for its numbers."
    good = "A question that asks `rng`."

    def faults(self, seen: ProofSeen) -> Iterator[Fault]:
        for name, wanted in (("answer", "passed"), ("wrong", "failed"), ("starter", "not_attempted")):
            verdict = seen.in_engine.get(name)
            if verdict is not None and verdict.status not in (wanted, "not_graded"):
                replies = {"answer": "right replies", "wrong": "a wrong reply", "starter": "no reply"}[name]
                message = f"a paper with {replies} is {verdict.status}: {verdict.summary}"
                yield Fault(1, message, "A question may depend on `rng` and on nothing else.")


PAPER_RULES: tuple[ProofRule, ...] = (
    MakesPapers(),
    MarksRightReplies(),
    MarksWrongReplies(),
    ChoicesDiffer(),
    DecoysHaveSentences(),
    ForeseenRepliesAreWrong(),
    CannotBeGuessed(),
    EngineMarksReplies(),
)


def _questions(seen: ProofSeen) -> Iterator[tuple[int, Question]]:
    for paper in seen.papers:
        for question in paper.get("questions", ()):
            yield paper["seed"], question


def _first_of_each(seen: ProofSeen, is_faulty: Any) -> Iterator[tuple[int, Question]]:
    """The first faulty question of each maker, with its seed."""
    told: set[str] = set()
    for seed, question in _questions(seen):
        if question["maker"] not in told and is_faulty(question):
            told.add(question["maker"])
            yield seed, question


def _name(question: Question) -> str:
    return str(question["maker"])


def _has_poor_choices(question: Question) -> bool:
    if question["form"] != "choice":
        return False
    different = {choice.strip().casefold() for choice in question["choices"]}
    return len(different) < max(FEWEST_CHOICES, len(question["choices"]))


def _is_said(wrong: Mapping[str, Any]) -> bool:
    sentence = wrong["sentence"].strip()
    return len(sentence.split()) >= 3 and sentence.rstrip("`)\"'").endswith((".", "?", "!"))
