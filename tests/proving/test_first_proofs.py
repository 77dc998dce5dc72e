"""The two proofs the course began with, judged as a learner's attempts would be."""

import inspect
from functools import cache
from typing import Any

import pytest

from mlestone.base.settings import builtin_course
from mlestone.proving.judge import Attempt, judge
from mlestone.proving.loopback import Loopback
from mlestone.proving.proof import Mistake, Proof, load_proof
from mlestone.proving.verdict import Verdict

PROOFS = ("data/numpy-shapes/axis_statistics.py", "python/python-functions/flexible_metric.py")


@cache
def proof(place: str) -> Proof:
    return load_proof(builtin_course() / place)


def judged(made: Proof, source: str, seed: int, **instead: Any) -> Verdict:
    namespace: dict[str, Any] = {}
    exec(source, namespace)
    return judge(made, Attempt(source), Loopback(namespace | instead, source=source), None, seed)


def each_mistake() -> list[Any]:
    return [
        pytest.param(place, mistake, id=f"{made.id}-{mistake.name}")
        for place in PROOFS
        for made in [proof(place)]
        for mistake in made.mistakes
    ]


@pytest.mark.parametrize("place", PROOFS)
def test_the_answer_passes_on_every_seed(place: str) -> None:
    made = proof(place)
    for seed in range(30):
        verdict = judged(made, made.sheet.reference, seed)
        assert verdict.status == "passed", verdict


@pytest.mark.parametrize("place", PROOFS)
def test_the_starter_is_no_attempt(place: str) -> None:
    made = proof(place)
    assert judged(made, made.sheet.starter, 1).status == "not_attempted"


@pytest.mark.parametrize(("place", "mistake"), each_mistake())
def test_every_mistake_fails_and_is_recognised(place: str, mistake: Mistake) -> None:
    for seed in range(5):
        # Loaded anew: a mistake may be one that remembers.
        made = load_proof(builtin_course() / place)
        (wrong,) = (other.function for other in made.mistakes if other.name == mistake.name)
        # Taken out of the proof, so that the judge's own copy is not the one that was called.
        verdict = judged(made, made.sheet.reference, seed, **{mistake.target: taken_out(made, wrong)})
        assert verdict.status == "failed", verdict
        assert verdict.mistake is not None, verdict
        assert verdict.mistake.name == mistake.name


def taken_out(made: Proof, wrong: Any) -> Any:
    """A mistake as a learner would have made it, beside what it needs of the answer."""
    definition = inspect.getsource(wrong)
    namespace: dict[str, Any] = {}
    exec(f"{made.sheet.reference}\n\n{definition[definition.index('def ') :]}", namespace)
    return namespace[wrong.__name__]
