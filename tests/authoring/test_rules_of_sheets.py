"""Each rule about what a proof says: one fault, one finding."""

from __future__ import annotations

import pytest

from mlestone.authoring.rulebook import proof_findings
from mlestone.course.model import Kind

from .conftest import Seen, codes

FAULTS = {
    "P101": ('@mistake(mean_of, "', '@mistake(mean, "'),
    "P102": ("A title of a few words", "A title of so many words that no list on any page could ever hold all of them"),
    "P103": ("```", "~~~"),
    "P104": ('    "A pointer to what to use.",\n', ""),
    "P105": ("agrees with NumPy's mean", "Test 1."),
    "P106": (".close(np.mean(values))", ".close(np.mean(values), atol=1e-3)"),
    "P107": ('@mistake(mean_of, "This is the sum of the values. What makes a mean of it?")\n', ""),
    "P108": ("What is asked.", "Replace: what is asked."),
    "P109": ("What is asked.", "Simply do what is asked."),
}


@pytest.mark.parametrize("kind", [Kind.CODE, Kind.DEBUG, Kind.QUESTION, Kind.DATA])
def test_a_finished_template_keeps_every_rule(kind: Kind, written: Seen) -> None:
    assert proof_findings(written(kind)) == ()


@pytest.mark.parametrize("code", FAULTS)
def test_one_fault_is_found_by_its_rule(code: str, written: Seen) -> None:
    old, new = FAULTS[code]
    assert codes(proof_findings(written(Kind.CODE, {old: new}))) == {code}


def test_a_finding_names_file_line_and_way_out(written: Seen) -> None:
    seen = written(Kind.CODE, {".close(np.mean(values))": ".close(np.mean(values), atol=1e-3)"})
    (finding,) = proof_findings(seen)
    lines = seen.path.read_text().split("\n")
    assert "atol=1e-3" in lines[finding.problem.line - 1]
    assert finding.problem.path == seen.path
    assert finding.problem.message == "P106 atol=0.001 is a tolerance the learner is not told"
    assert "check's sentence" in finding.problem.hint


@pytest.mark.parametrize(
    "said", ["within 0.001 of NumPy's mean", "within 1e-3 of it", r"within $10^{-3}$", "to 0.1 % here"]
)
def test_a_tolerance_that_is_said_may_differ(said: str, written: Seen) -> None:
    changes = {
        ".close(np.mean(values))": ".close(np.mean(values), atol=1e-3)",
        "What is asked.": f"What is asked, {said}.",
    }
    assert proof_findings(written(Kind.CODE, changes)) == ()


@pytest.mark.parametrize("sentence", ["wrong axis", "Wrong axis", "no full stop here at all", "That is it."])
def test_a_mistake_is_told_in_a_sentence(sentence: str, written: Seen) -> None:
    changes = {"This is the sum of the values. What makes a mean of it?": sentence}
    assert codes(proof_findings(written(Kind.CODE, changes))) == {"P105"}


def test_a_sentence_may_begin_with_code(written: Seen) -> None:
    changes = {"This is the sum of the values. What makes a mean of it?": "`exp(1000)` is inf, and inf/inf is nan."}
    assert proof_findings(written(Kind.CODE, changes)) == ()


def test_the_answer_s_lines_are_no_hint(written: Seen) -> None:
    changes = {"The key line's idea, in words.": "Write: return float(values.sum()/len(values))."}
    assert codes(proof_findings(written(Kind.CODE, changes))) == {"P210"}
