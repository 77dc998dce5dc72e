"""Each rule about how a proof judges: one fault planted in a sound proof, one rule that finds it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mlestone.authoring.rulebook import proof_findings
from mlestone.course.model import Kind
from mlestone.proving.verdict import Verdict

from .conftest import Seen, codes

MISTAKE = """@mistake(mean_of, "This is the sum of the values. What makes a mean of it?")
def forgets_to_divide(values):
    return float(values.sum())
"""
NUMBERS = "values = rng.normal(size=int(rng.integers(2, 9)))"


@pytest.mark.parametrize("kind", [Kind.CODE, Kind.DEBUG, Kind.QUESTION, Kind.DATA])
def test_a_finished_template_keeps_every_rule_when_played(kind: Kind, played: Seen) -> None:
    seen = played(kind)
    assert proof_findings(seen) == ()
    assert len(seen.regrades) == 1


FAULTS = {
    "P201": {
        ".close(np.mean(values))": ".close(0.0, atol=0.5)",
        "agrees with NumPy's mean": "comes within 0.5 of nothing",
    },
    "P203": {"return float(values.sum())\n": "return float(values.mean())\n"},
    "P204": {MISTAKE: MISTAKE + "\n\n" + MISTAKE.replace("forgets_to_divide", "only_adds")},
    "P205": {NUMBERS: "values = np.random.default_rng().normal(size=5)"},
    "P207": {NUMBERS: "values = np.ones(1)", "return float(values.sum())\n": "return float(values.sum()) + 1\n"},
    "P208": {
        "hints(": 'equivalent("a + b -> b + a", "Sums have no order.")\nhints(',
        "check, expect": "check, equivalent, expect",
    },
}


CONSEQUENCES = {
    "P201": {"P203"},  # what is near enough for the answer is near enough for some sums
    "P205": {"P204"},  # numbers that are never the same again cannot be played again
}


@pytest.mark.parametrize("code", FAULTS)
def test_one_fault_is_found_by_its_rule(code: str, played: Seen) -> None:
    found = codes(proof_findings(played(Kind.CODE, FAULTS[code])))
    assert found == {code} | CONSEQUENCES.get(code, set())


def test_a_file_that_raises_cannot_be_used(played: Seen) -> None:
    findings = proof_findings(played(Kind.CODE, {"hints(": "1 / 0\nhints("}))
    assert codes(findings) == {"P101"}
    assert "ZeroDivisionError" in findings[0].problem.message


def test_a_file_of_another_kind_than_announced_cannot_be_used(played: Seen) -> None:
    seen = played(Kind.CODE, {"@mistake(mean_of, ": "@bug(mean_of, ", "hints, mistake": "hints, bug"})
    assert "lesson.md announces code" in proof_findings(seen)[0].problem.message


def test_the_bug_of_a_debug_proof_has_to_fail(played: Seen) -> None:
    assert "P203" in codes(proof_findings(played(Kind.DEBUG, {"range(1, len(values))": "range(len(values))"})))


def test_a_bar_the_baseline_clears_is_too_low(played: Seen) -> None:
    assert "P211" in codes(proof_findings(played(Kind.DATA, {"bar=0.8": "bar=0.0"})))


def test_the_score_counts_what_was_killed_and_names_what_was_not(played: Seen) -> None:
    strength = played(Kind.CODE, FAULTS["P207"]).strength
    assert strength is not None
    assert [survivor.change for survivor in strength.survivors] == [
        "values.sum() / len(values) -> values.sum() * len(values)"
    ]
    assert strength.killed + len(strength.survivors) == strength.mutants
    assert "-    return float(values.sum() / len(values))" in strength.survivors[0].diff


def test_an_equivalent_mutant_does_not_count(played: Seen) -> None:
    change = "values.sum() / len(values) -> values.sum() * len(values)"
    listed = {"hints(": f'equivalent("{change}", "One value has itself for a mean.")\nhints('}
    seen = played(Kind.CODE, FAULTS["P207"] | listed | {"check, expect": "check, equivalent, expect"})
    assert proof_findings(seen) == ()
    assert seen.strength is not None
    assert (seen.strength.equivalent, seen.strength.score) == (1, 1.0)


# ---- what cannot be planted in a proof is put in what was seen ------------------------------------------


def verdict(status: str = "failed", **facts: object) -> Verdict:
    return Verdict("a/b", "code", status, 0, "", "A summary.", **facts)  # type: ignore[arg-type]


def test_a_starter_that_is_an_attempt_is_found(written: Seen) -> None:
    seen = written(Kind.CODE, in_engine={"starter": verdict("passed")})
    assert codes(proof_findings(seen)) == {"P202"}


def test_a_check_that_breaks_is_found_with_its_line(written: Seen) -> None:
    broken = verdict("not_graded", author_detail="code.py:41: TypeError: no")
    (finding,) = proof_findings(written(Kind.CODE, answer=(verdict("passed"),), wrong={"forgets_to_divide": (broken,)}))
    assert (finding.rule, finding.problem.line) == ("P206", 41)


def test_the_engine_has_to_agree(written: Seen) -> None:
    seen = written(Kind.CODE, answer=(verdict("passed"),), in_engine={"answer": verdict("crashed")})
    assert codes(proof_findings(seen)) == {"P209"}


def test_a_verdict_that_shows_the_answer_is_found(written: Seen) -> None:
    told = replace(verdict(), summary="Expected: return float(values.sum() / len(values))")
    assert codes(proof_findings(written(Kind.CODE, wrong={"forgets_to_divide": (told,)}))) >= {"P210"}


def test_a_learner_s_own_line_in_a_verdict_gives_nothing_away(written: Seen) -> None:
    line = "return float(values.sum() / len(values))"
    told = replace(verdict(), summary=f"line 3: `values` is used. `{line}`")
    facts: dict[str, object] = {"wrong": {"forgets_to_divide": (told,)}}
    assert "P210" in codes(proof_findings(written(Kind.CODE, **facts)))
    theirs = {"forgets_to_divide": f"def mean_of(values):\n    {line}\n"}
    assert "P210" not in codes(proof_findings(written(Kind.CODE, **facts, handed_in=theirs)))


RULE = "    expect(learner.source).only_imports('math')\n"


def test_a_mistake_is_not_blamed_for_imports_it_does_not_use(played: Seen) -> None:
    changes = {
        "float(values.sum() / len(values))": "math.fsum(values) / len(values)",
        "float(values.sum())": "math.fsum(values)",
        "values: np.ndarray": "values: list",
        "import numpy as np\n": "import math\n\nimport numpy as np\n",
        "size=int(rng.integers(2, 9)))": "size=int(rng.integers(2, 9))).tolist()",
        "def definition(learner, rng):\n": f"def definition(learner, rng):\n{RULE}",
        "np.array([1.0, 2.0, 6.0])": "[1.0, 2.0, 6.0]",
    }
    assert proof_findings(played(Kind.CODE, changes)) == ()


def test_a_mistake_nobody_recognises_is_told_what_needs_none(written: Seen) -> None:
    findings = proof_findings(written(Kind.CODE, wrong={"forgets_to_divide": (verdict(),)}))
    (finding,) = (each for each in findings if each.rule == "P204")
    assert "A broken rule about the source tells its own sentence" in finding.problem.hint


def test_the_hint_for_a_survivor_is_the_line_to_copy(played: Seen) -> None:
    findings = proof_findings(played(Kind.CODE, FAULTS["P207"]))
    (finding,) = (each for each in findings if each.rule == "P207")
    change = "values.sum() / len(values) -> values.sum() * len(values)"
    assert f'equivalent({change!r}, "why")' in finding.problem.hint
