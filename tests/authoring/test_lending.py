"""No check lends the answer to the learner's code."""

from __future__ import annotations

import pytest

from mlestone.authoring.rulebook import proof_findings
from mlestone.course.model import Kind

from .conftest import Seen

CALL = "    expect(learner.mean_of(values)).close(np.mean(values))\n"
BESIDE = '@check("agrees with NumPy\'s mean")\n'
LENT = [
    "learner.mean_of(mean_of)",
    "learner.mean_of(values, key=mean_of)",
    "learner.mean_of([values, mean_of])",
    "learner.mean_of(lambda x: mean_of(x) + 1)",
    "learner.mean_of(expect.counting(mean_of))",
    "learner.mean_of(functools.partial(mean_of, values))",
    "spy = expect.counting(mean_of); learner.mean_of(spy)",
    "learner.Model(3).fit(mean_of)",
    "model = learner.Model(); model.fit(mean_of)",
    "learner.mean_of(beside)",
    "learner.mean_of(spy_on(mean_of))",
    "learner.mean_of(maker())",
    "expect(learner.mean_of).pure(mean_of)",
    "expect(learner.mean_of).costs(at_most=2, times=mean_of, args=(mean_of,))",
    "expect(learner.mean_of).grows(at_most='n', make=lambda n: (mean_of, n))",
    "f = lambda x: mean_of(x); g = f; learner.mean_of(g)",
]
KEPT = [
    "learner.mean_of(mean_of(values))",
    "learner.mean_of([mean_of(row) for row in values])",
    "learner.mean_of(sorted(values, key=mean_of))",
    "learner.mean_of(learner.mean_of)",
    "learner.mean_of(lambda x: x + 1)",
    "learner.mean_of(lambda mean_of: mean_of + 1)",
    "learner.mean_of(expect.counting(lambda x: x))",
    "expect(learner.mean_of).costs(at_most=2, times=mean_of, args=(values,))",
    "expect.raises('ValueError', lambda: learner.mean_of(mean_of(values)))",
    "expect(learner.mean_of(values)).satisfies(lambda m: m == mean_of(values), 'the mean')",
    "learner.mean_of(mean_of.__name__)",
    "for beside in (values, values[1:]): learner.mean_of(beside)",
]
FUNCTIONS = """def beside(x):
    return mean_of(x)


def spy_on(f):
    def spy(x):
        return f(x)
    return spy


def maker():
    return lambda x: mean_of(x)


"""


def changes(statement: str) -> dict[str, str]:
    return {CALL: f"    {statement}\n{CALL}", BESIDE: FUNCTIONS + BESIDE}


@pytest.mark.parametrize("statement", LENT)
def test_an_answer_that_is_lent_is_found(written: Seen, statement: str) -> None:
    seen = written(Kind.CODE, changes(statement))
    (finding,) = proof_findings(seen)
    assert finding.rule == "P110"
    assert statement in seen.path.read_text().split("\n")[finding.problem.line - 1]


@pytest.mark.parametrize("statement", KEPT)
def test_what_cannot_be_asked_may_be_passed(written: Seen, statement: str) -> None:
    assert proof_findings(written(Kind.CODE, changes(statement))) == ()


CLASS = '@answer\nclass Mean:\n    """A mean."""\n\n\n'


@pytest.mark.parametrize(
    ("given", "rules"), [("Mean()", {"P110"}), ("learner.Mean()", set()), ("[learner.Mean()]", set())]
)
def test_an_object_of_the_learners_is_no_answer(written: Seen, given: str, rules: set[str]) -> None:
    seen = written(Kind.CODE, {CALL: f"    learner.mean_of({given})\n{CALL}", BESIDE: CLASS + BESIDE})
    assert {finding.rule for finding in proof_findings(seen)} & {"P110"} == rules
