"""Rules for how a proof judges: what has to pass, what has to fail, and that it always comes out the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from mlestone.authoring.extent import WHOLE
from mlestone.authoring.rule import Fault, ProofRule
from mlestone.authoring.seen import ProofSeen
from mlestone.authoring.strength import BAR, MUTATED
from mlestone.proving.layout import Declared
from mlestone.proving.verdict import Verdict

SHORTEST_SECRET = 25
"""Characters of a line of the answer: shorter ones (`return total`) are anybody's."""
_PROGRAMS = frozenset({"code", "debug", "data"})


class AnswerPasses(ProofRule):
    code = "P201"
    name = f"its answer passes on {len(WHOLE.answer)} seeds"
    why = "A proof whose own answer fails now and then fails right learners as often."
    bad = "expect(learner.mean(x)).close(0, atol=0.1)  # true of most samples"
    good = "expect(learner.mean(x)).close(mean(x))"
    kinds = _PROGRAMS

    def faults(self, seen: ProofSeen) -> Iterator[Fault]:
        failed = [verdict for verdict in seen.answer if not verdict.passed]
        if failed:
            first = failed[0]
            count = f"{len(failed)} of {len(seen.answer)} seeds"
            hint = f"See all of it: mlestone author try {seen.proof} --seed {first.seed}"
            yield Fault(_line_of_failure(seen, first), f"the answer does not pass on {count}: {_told(first)}", hint)


class StarterIsNoAttempt(ProofRule):
    code = "P202"
    name = "its starter is not attempted, and never passes"
    why = "Nobody may prove a skill by handing in what they were given."
    bad = "A starter whose given part already does what is asked."
    good = "A starter of signatures and docstrings; in a debug proof, the bug."
    kinds = _PROGRAMS

    def faults(self, seen: ProofSeen) -> Iterator[Fault]:
        verdict = seen.in_engine.get("starter")
        if verdict is not None and verdict.status != "not_attempted":
            hint = "Is what is asked for @given, or the bug's body right?"
            yield Fault(1, f"the starter is {verdict.status}, not not_attempted: {_told(verdict)}", hint)


class MistakesFail(ProofRule):
    code = "P203"
    name = f"every mistake fails on {len(WHOLE.wrong)} seeds"
    why = "A mistake that passes is a hole in the checks, open to whoever makes it."
    bad = "A mistake about negative numbers, and checks that draw from 0 to 1."
    good = "A check for what the mistake gets wrong."
    kinds = _PROGRAMS

    def faults(self, seen: ProofSeen) -> Iterator[Fault]:
        for item in _mistakes(seen):
            passed = [verdict for verdict in seen.wrong.get(item.name, ()) if verdict.passed]
            if passed:
                count = f"{len(passed)} of {len(seen.wrong[item.name])} seeds"
                hint = f"Try it: mlestone author try {seen.proof} --seed {passed[0].seed}"
                yield Fault(item.line, f"the mistake `{item.name}` passes on {count}", hint)


class MistakesAreRecognised(ProofRule):
    code = "P204"
    name = f"every mistake is recognised by its own name, on {WHOLE.named} seeds out of {WHOLE.named}"
    why = "The sentence of another mistake sends a learner the wrong way."
    bad = "Two mistakes that return the same on every input of the checks."
    good = "A check on which they differ; the more particular mistake stands first."
    kinds = _PROGRAMS

    def faults(self, seen: ProofSeen) -> Iterator[Fault]:
        for item in _mistakes(seen):
            named = seen.wrong.get(item.name, ())[: WHOLE.named]
            judged = [verdict for verdict in named if verdict.status not in ("passed", "not_graded")]
            names = Counter(verdict.mistake.name if verdict.mistake is not None else "" for verdict in judged)
            if names[item.name] < len(judged):
                other, count = next((name, count) for name, count in names.most_common() if name != item.name)
                taken = f"taken for `{other}`" if other else "not recognised"
                hint = (
                    "Put the more particular mistake first, or add a check on which the two differ."
                    if other
                    else "It is recognised by what its answer's calls return: let a check call it where it goes wrong. "
                    "A broken rule about the source tells its own sentence; it needs no mistake."
                )
                yield Fault(item.line, f"the mistake `{item.name}` is {taken} on {count} of {len(judged)} seeds", hint)


class RegradesAgree(ProofRule):
    code = "P205"
    name = f"{WHOLE.regrades} regrades of one submission give one verdict"
    why = "A verdict that changes when nothing did is a matter of luck."
    bad = "np.random.normal(size=8)  # not from the rng the check was given"
    good = "rng.normal(size=8)"

    def faults(self, seen: ProofSeen) -> Iterator[Fault]:
        if len(seen.regrades) > 1:
            count = len(seen.regrades)
            yield Fault(1, f"regrades of one submission gave {count} verdicts", _first_difference(seen))


class ChecksNeverBreak(ProofRule):
    code = "P206"
    name = "its checks break on nothing a learner may hand in"
    why = "A check that raises instead of judging costs the learner the attempt and us their trust."
    bad = "rows, columns = learner.shape_of(x)  # what if it returns None?"
    good = "expect(learner.shape_of(x)).equals((2, 3))"

    def faults(self, seen: ProofSeen) -> Iterator[Fault]:
        if not all(verdict.passed for verdict in seen.answer):
            return  # a check the answer does not pass cannot judge anything else either
        broken = Counter(_told(verdict) for verdict in seen.verdicts if verdict.status == "not_graded")
        for name, verdict in seen.in_engine.items():
            ended = next((one.author_detail for one in seen.wrong.get(name, ()) if one.author_detail), None)
            if verdict.status == "not_graded" and ended:  # what hangs in the engine was ended on the bench, and placed
                broken[ended] += broken.pop(_told(verdict), 0)
        hint = "Let `expect` look at what came back, before the check's own code uses it."
        for detail, count in broken.items():
            yield Fault(_line_in(detail), f"a verdict could not be given ({count} times): {detail}", hint)
        for detail in seen.strength.broken if seen.strength is not None else ():
            yield Fault(_line_in(detail), f"a verdict on a mutant could not be given: {detail}", hint)


class MutantsAreKilled(ProofRule):
    code = "P207"
    name = f"{BAR:.0%} of the mutants of its answer fail"
    why = "What can be changed in the answer without any check noticing is not checked. Data proofs have a bar instead."
    bad = "One check on one symmetric matrix."
    good = "Checks on shapes, signs, edges and options that the prompt promises."
    kinds = frozenset(MUTATED)

    def faults(self, seen: ProofSeen) -> Iterator[Fault]:
        strength = seen.strength
        if strength is None or strength.score >= BAR:
            return
        for survivor in strength.survivors:
            listed = f'equivalent({survivor.change!r}, "why")'
            hint = f"Add a check that notices. Where the answer stays right, write: {listed}"
            message = f"a mutant passes ({strength.score:.0%} are killed): {survivor.change}"
            yield Fault(survivor.line, message, hint)


class EquivalentsExist(ProofRule):
    code = "P208"
    name = "every change it lists as equivalent is that of a mutant that passes"
    why = "A list nobody prunes hides the next real gap."
    bad = 'equivalent("x.max() -> x.min()", "…")  # the answer no longer says x.max()'
    good = "Changes copied from what `mlestone author strength` prints."
    kinds = frozenset(MUTATED)

    def faults(self, seen: ProofSeen) -> Iterator[Fault]:
        assert seen.layout is not None
        stale = seen.strength.stale if seen.strength is not None else ()
        for equivalent in seen.layout.equivalents:
            if equivalent.change in stale:
                hint = f"Leave it out, or copy what is printed by: mlestone author strength {seen.proof}"
                yield Fault(equivalent.line, f"no mutant that passes has this change: {equivalent.change}", hint)


class EngineAgrees(ProofRule):
    code = "P209"
    name = "the engine says what was said here, of its answer and of every mistake"
    why = "Learners' code runs behind walls: without files, without a network, with limits."
    bad = "An answer that writes a file beside the proof's."
    good = "An answer that needs nothing but its arguments."

    def faults(self, seen: ProofSeen) -> Iterator[Fault]:
        for name, played in (("answer", seen.answer), *seen.wrong.items()):
            graded = seen.in_engine.get(name)
            if graded is None or not played or "not_graded" in (graded.status, played[0].status):
                continue
            if _gist(graded) != _gist(played[0]):
                what = "the answer" if name == "answer" else f"`{name}`"
                said = f"{graded.status} ({_told(graded)}), here {played[0].status} ({_told(played[0])})"
                hint = "Learners' code runs without files, without a network, and with limits; nothing else differs."
                yield Fault(_line_of(seen, name), f"the engine says of {what}: {said}", hint)


class KeepsItsSecrets(ProofRule):
    code = "P210"
    name = "no line of its answer is in what a learner sees before passing"
    why = "A proof whose answer can be read has proved reading."
    bad = 'hints(…, …, "return shifted / shifted.sum(axis=1, keepdims=True)")'
    good = 'hints(…, …, "Divide each row by its own sum.")'
    kinds = _PROGRAMS

    def faults(self, seen: ProofSeen) -> Iterator[Fault]:
        assert seen.layout is not None
        assert seen.sheet is not None
        sheet = seen.sheet
        secrets = [line for line in _body_lines(seen) if _squeezed(line) not in _squeezed(sheet.starter)]
        places = [("the prompt", sheet.prompt), ("the title", sheet.title)]
        places += [(f"hint {number}", hint) for number, hint in enumerate(sheet.hints, 1)]
        places += [(f"the check {check!r}", check) for check in sheet.checks]
        places += [(f"the sentence of `{item.name}`", item.sentence) for item in _mistakes(seen)]
        for where, text in places:
            yield from self._told(where, secrets, text)
        for name, verdicts in seen.wrong.items():
            known = _squeezed(seen.handed_in.get(name, ""))  # a verdict may show learners what they wrote themselves
            hidden = [line for line in secrets if _squeezed(line) not in known]
            yield from self._told(f"a verdict on `{name}`", hidden, _all_text(verdicts))

    def _told(self, where: str, secrets: Sequence[str], text: str) -> Iterator[Fault]:
        squeezed = _squeezed(text)
        for line in secrets:
            if _squeezed(line) in squeezed:
                hint = "Say in words what the line does. What a learner may know from the start is @given."
                yield Fault(1, f"{where} holds a line of the answer: {line}", hint)


class BaselineFails(ProofRule):
    code = "P211"
    name = f"its baseline misses the bar on {len(WHOLE.wrong)} seeds"
    why = "The bar stands between the naive solution and a sound one, or it stands nowhere."
    bad = '@score("accuracy", better="higher", bar=0.0)'
    good = '@score("accuracy", better="higher", bar=0.6)'
    kinds = frozenset({"data"})

    def faults(self, seen: ProofSeen) -> Iterator[Fault]:
        assert seen.layout is not None
        for item in seen.layout.under("baseline"):
            passed = [verdict for verdict in seen.wrong.get(item.name, ()) if verdict.passed]
            if passed:
                count = f"{len(passed)} of {len(seen.wrong[item.name])} seeds"
                yield Fault(item.line, f"the baseline clears the bar on {count}", "Raise `bar`.")


PLAY_RULES: tuple[ProofRule, ...] = (
    AnswerPasses(),
    StarterIsNoAttempt(),
    MistakesFail(),
    MistakesAreRecognised(),
    RegradesAgree(),
    ChecksNeverBreak(),
    MutantsAreKilled(),
    EquivalentsExist(),
    EngineAgrees(),
    KeepsItsSecrets(),
    BaselineFails(),
)


def _mistakes(seen: ProofSeen) -> tuple[Declared, ...]:
    assert seen.layout is not None
    return seen.layout.under("mistake", "bug")


def _line_of(seen: ProofSeen, name: str) -> int:
    assert seen.layout is not None
    return next((item.line for item in seen.layout.declared if item.name == name), 1)


def _told(verdict: Verdict) -> str:
    if verdict.author_detail:
        return verdict.author_detail
    failed = next((check for check in verdict.checks if check.status == "failed"), None)
    if failed is None:
        return verdict.summary
    detail = failed.difference or (f"{failed.trouble.type}: {failed.trouble.message}" if failed.trouble else "")
    return f"seed {verdict.seed}, {failed.sentence!r}: {detail or verdict.summary}"


def _line_of_failure(seen: ProofSeen, verdict: Verdict) -> int:
    if verdict.author_detail:
        return _line_in(verdict.author_detail)
    failed = next((check.sentence for check in verdict.checks if check.status == "failed"), None)
    assert seen.layout is not None
    return next((item.line for item in seen.layout.under("check") if item.sentence == failed), 1)


def _line_in(detail: str) -> int:
    """The line of the proof's file that an account of something broken names first."""
    found = re.search(r"\.py:(\d+)", detail)
    return int(found[1]) if found else 1


def _gist(verdict: Verdict) -> tuple[str, str | None, tuple[str, ...]]:
    if verdict.status == "out_of_limits":
        return verdict.status, None, ()
    name = verdict.mistake.name if verdict.mistake is not None else None
    return verdict.status, name, tuple(check.status for check in verdict.checks)


def _first_difference(seen: ProofSeen) -> str:
    one, other = seen.regrades[:2]
    at = next((at for at, (left, right) in enumerate(zip(one, other, strict=False)) if left != right), 0)
    start = max(0, at - 40)
    return f"They differ first here: …{one[start : at + 40]}… and …{other[start : at + 40]}…"


def _body_lines(seen: ProofSeen) -> list[str]:
    """Lines of the answers and helpers that are long enough to give something away."""
    assert seen.sheet is not None
    lines = [line.strip() for line in seen.sheet.reference.splitlines()]
    return [
        line
        for line in lines
        if len(line) >= SHORTEST_SECRET and not line.startswith(("import ", "from ", "#", "def ", "class ", '"""', "@"))
    ]


def _all_text(verdicts: Sequence[Verdict]) -> str:
    """What a learner is told in these verdicts, but for lines of the learner's own code."""
    texts: list[str] = []
    for verdict in verdicts:
        texts.append(verdict.summary)
        for check in verdict.checks:
            texts += [check.difference or "", check.note or "", check.call or ""]
            texts += [shown.text for shown in (check.got, check.expected) if shown is not None]
    return "\n".join(texts)


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)
