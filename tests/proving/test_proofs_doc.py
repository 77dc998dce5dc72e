"""Every example in docs/proofs.md is a proof that loads."""

import re
from pathlib import Path

import numpy as np

from mlestone.proving.judge import Attempt, judge
from mlestone.proving.loopback import Loopback
from mlestone.proving.proof import Proof, load_proof
from mlestone.proving.questions import draw
from mlestone.proving.words import DECLARING, SETTING

TEXT = (Path(__file__).parents[2] / "docs" / "proofs.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```python\n(.*?)^```$", TEXT, flags=re.DOTALL | re.MULTILINE)


def proofs(folder: Path) -> dict[str, Proof]:
    """The examples by kind; the first two pieces go with the first proof, others belong to none of them."""
    whole = [text for text in EXAMPLES if "from mlestone.proving import" in text]
    pieces = [text for text in EXAMPLES if text not in whole][:2]
    whole[0] = "\n\n".join([whole[0], *pieces])
    loaded: dict[str, Proof] = {}
    for number, text in enumerate(whole):
        path = folder / "some-skill" / f"example_{number}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        proof = load_proof(path)
        loaded[proof.kind] = proof
    return loaded


def test_the_examples_are_one_proof_of_each_kind(tmp_path: Path) -> None:
    assert list(proofs(tmp_path)) == ["code", "debug", "question", "data"]


def test_the_answers_pass_and_the_bug_fails(tmp_path: Path) -> None:
    made = proofs(tmp_path)
    for kind, source, status in (
        ("code", made["code"].sheet.reference, "passed"),
        ("debug", made["debug"].sheet.reference, "passed"),
        ("debug", made["debug"].sheet.starter, "not_attempted"),
        ("debug", made["debug"].sheet.starter + "\nx = 1\n", "failed"),
        ("data", made["data"].sheet.reference, "passed"),
    ):
        namespace: dict[str, object] = {}
        exec(source, namespace)
        verdict = judge(made[kind], Attempt(source), Loopback(namespace, source=source), None, 5)
        assert verdict.status == status, verdict


def test_the_questions_can_be_drawn(tmp_path: Path) -> None:
    assert len(draw(proofs(tmp_path)["question"], 1).paper.questions) == 5


def test_the_bar_of_the_data_example_is_fair(tmp_path: Path) -> None:
    made = proofs(tmp_path)["data"]
    task = made.challenge
    assert task is not None
    for seed in range(10):
        drawn = task.draw(np.random.default_rng(seed))
        naive = task.metric.score(drawn.hidden, task.baseline(*drawn.inputs))
        sound = task.metric.score(drawn.hidden, made.answers[task.answer](*drawn.inputs))
        assert sound < task.metric.bar(baseline=naive, reference=sound) < naive


def test_every_word_is_explained() -> None:
    for word in (*DECLARING, *SETTING):
        assert re.search(rf"`?@?{word}\b", TEXT), word
