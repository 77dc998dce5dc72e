import math
from pathlib import Path

import numpy as np
import pytest

from mlestone.proving import challenge
from mlestone.proving.challenge import Challenge, DataTask, Metric, UnfairBar
from mlestone.proving.layout import BadProof
from mlestone.proving.proof import load_proof

GAPS = '''"""Fill the gaps

Fill them.
"""
import numpy as np
from mlestone.proving import answer, baseline, challenge, data, mistake, score

@data
def sensors(rng):
    x = rng.normal(size=8)
    return challenge(inputs=(np.where(x > 0, x, np.nan), 3), hidden=x)

@score("mean absolute error", better="lower", bar=0.5)
def mean_error(hidden, reply):
    return np.abs(hidden - reply).mean()

@baseline("fills every gap with 0")
def zeros(train, n):
    return np.nan_to_num(train)

@answer
def fill(train: np.ndarray, n: int) -> np.ndarray:
    """Return `train` with its gaps filled."""
    return np.nan_to_num(train, nan=-0.8)
'''


def task(folder: Path, text: str = GAPS) -> DataTask:
    path = folder / "some-skill" / "gaps.py"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    proof = load_proof(path)
    assert proof.kind == "data"
    assert proof.challenge is not None
    return proof.challenge


def test_a_data_proof_has_all_a_judge_needs(tmp_path: Path) -> None:
    made = task(tmp_path)
    assert (made.answer, made.baseline_sentence) == ("fill", "fills every gap with 0")
    assert (made.metric.words, made.metric.better, made.metric.share) == ("mean absolute error", "lower", 0.5)
    drawn = made.draw(np.random.default_rng(1))
    assert len(drawn.inputs) == 2
    assert made.metric.score(drawn.hidden, drawn.hidden) == 0.0
    assert type(made.metric.score(drawn.hidden, made.baseline(*drawn.inputs))) is float


def test_inputs_are_a_tuple_of_arguments() -> None:
    assert challenge(inputs=[1, 2], hidden=3) == Challenge((1, 2), 3)
    with pytest.raises(TypeError, match=r"not ndarray; for a single argument write inputs=\(train,\)"):
        challenge(inputs=np.zeros(3), hidden=3)  # type: ignore[arg-type]


def test_something_else_than_a_challenge_is_refused(tmp_path: Path) -> None:
    made = task(tmp_path, GAPS.replace("return challenge(inputs=", "return dict(inputs="))
    with pytest.raises(TypeError, match="the function under @data returned dict"):
        made.draw(np.random.default_rng(1))


@pytest.mark.parametrize(
    ("better", "baseline", "reference", "bar", "good", "bad"),
    [("lower", 10.0, 6.0, 7.0, 6.9, 7.1), ("higher", 0.5, 0.9, 0.8, 0.81, 0.79)],
)
def test_the_bar_is_a_share_of_the_way(
    better: str, baseline: float, reference: float, bar: float, good: float, bad: float
) -> None:
    metric = Metric("score", better, 0.75, lambda hidden, reply: 0.0)  # type: ignore[arg-type]
    reached = metric.bar(baseline=baseline, reference=reference)
    assert reached == pytest.approx(bar)
    assert metric.reaches(good, reached)
    assert metric.reaches(reached, reached)
    assert not metric.reaches(bad, reached)
    assert not metric.reaches(math.nan, reached)


@pytest.mark.parametrize(("baseline", "reference"), [(1.0, 1.0), (1.0, 2.0), (math.nan, 0.0), (math.inf, 0.0)])
def test_an_answer_no_better_than_the_baseline_asks_for_nothing(baseline: float, reference: float) -> None:
    metric = Metric("the loss", "lower", 0.5, lambda hidden, reply: 0.0)
    with pytest.raises(UnfairBar, match=r"By the loss, the answer gets .*; lower is better\."):
        metric.bar(baseline=baseline, reference=reference)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("@data\n", "", "a data proof needs exactly one @data"),
        ("@answer\n", "", "a data proof needs exactly one @answer"),
        ("bar=0.5", "bar=5", "`score`: bar is not a number from 0 to 1"),
        (", bar=0.5", "", "`score` lacks its bar"),
        ('better="lower"', 'better="less"', '`score`: better is not "lower" or "higher"'),
        ("(hidden, reply)", "(reply, hidden)", "`mean_error` under @score has to take (hidden, reply)"),
    ],
)
def test_a_data_proof_that_lacks_something_says_so(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(BadProof) as caught:
        task(tmp_path, GAPS.replace(old, new))
    assert message in [problem.message for problem in caught.value.problems]
