"""Judging data challenges: what the learner's function replies to the inputs, scored against what is hidden.

The hidden truth never leaves this process. Baseline and answer are scored on the same data, and the bar lies
between them. A reply needs the form of the answer's reply before it is scored: a score computed from arrays that
were broadcast against each other would be a number without meaning. Where baseline and answer reply at different
lengths (a list of what was found), the length is free.
"""

import math
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NoReturn

from mlestone.proving import shown
from mlestone.proving.challenge import Challenge, DataTask
from mlestone.proving.compare import Rules, difference
from mlestone.proving.difference import SHAPE, SIZE, TYPE, VALUE, Difference
from mlestone.proving.expect import Finding, Unmet
from mlestone.proving.learner import Learner, Loopback
from mlestone.proving.mistakes import patience
from mlestone.proving.patience import with_patience
from mlestone.proving.proof import Check, Mistake, Proof
from mlestone.proving.shown import words
from mlestone.proving.tables import TableRules
from mlestone.proving.trial import ProofFault, account_of, run_silently
from mlestone.proving.verdict import Score

if TYPE_CHECKING:
    import numpy as np

SAME_SCORE = 1e-12


class Contest:
    """One attempt at a challenge. `check` plays it; `score` is there as soon as there is a bar."""

    def __init__(self, proof: Proof, task: DataTask) -> None:
        self._proof = proof
        self._task = task
        self._rules = Rules(proof.tolerance, table=TableRules(index=False))
        self._challenge = Challenge((), None)
        self._reply: Any = None
        self._answer_took = 0.0
        self.check = Check(f"{task.metric.words}: reaches the bar", self._play, line=1)
        self.score: Score | None = None

    def _play(self, learner: Learner, rng: "np.random.Generator") -> None:
        metric = self._task.metric
        self._challenge = self._ours(lambda: self._task.draw(rng))
        started = time.process_time()
        right = self._ours(lambda: self._reply_of(self._proof.answers[self._task.answer]))
        self._answer_took = time.process_time() - started
        naive = self._ours(lambda: self._reply_of(self._task.baseline))
        reference = self._ours(lambda: self._scored_by_author(right))
        baseline = self._ours(lambda: self._scored_by_author(naive))
        bar = self._ours(lambda: metric.bar(baseline=baseline, reference=reference))
        self.score = Score(metric.words, metric.better, None, bar, baseline, reference)
        self._reply = learner[self._task.answer](*self._challenge.inputs)
        self._demand_form(right, naive)
        value = self._scored()
        self.score = replace(self.score, value=value)
        if not metric.reaches(value, bar):
            self._below(self.score)

    def recognised(self) -> tuple[Mistake, ...]:
        """The mistakes that reply what the learner's code replied, or score the same."""
        return tuple(mistake for mistake in self._proof.mistakes if self._is_like(mistake))

    def _is_like(self, mistake: Mistake) -> bool:
        if mistake.target != self._task.answer or self._reply is None:
            return False
        waited = with_patience(patience(self._answer_took), lambda: self._replies_like(mistake), str(self._proof.path))
        return bool(waited.result)

    def _replies_like(self, mistake: Mistake) -> bool:
        with run_silently():
            try:
                reply = self._reply_of(mistake.function)
                if difference(self._reply, reply, self._rules) is None:
                    return True
                value = self.score.value if self.score is not None else None
                return value is not None and _same_score(value, self._scored_by_author(reply))
            except Exception:  # noqa: BLE001 - a mistake may raise whatever it likes, and its reply be unscorable
                return False

    def _scored_by_author(self, reply: Any) -> float:
        return self._task.metric.score(self._challenge.hidden, reply)

    def _reply_of(self, function: Callable[..., Any]) -> Any:
        """What one of the author's functions replies, over the same wire as the learner's."""
        return Learner(Loopback({"reply": function}))["reply"](*self._challenge.inputs)

    def _ours(self, step: Callable[[], Any]) -> Any:
        """Something only the author's code takes part in: whatever goes wrong is the proof's fault."""
        try:
            return step()
        except Exception as error:
            raise ProofFault(account_of(error, self._proof)) from error

    def _demand_form(self, right: Any, naive: Any) -> None:
        found = difference(self._reply, right, self._rules)
        usual = difference(naive, right, self._rules)
        fixed = {TYPE, SHAPE, SIZE} - ({usual.bare} if usual is not None else set())
        if found is not None and found.bare in fixed:
            raise Unmet(Finding(self._reply, found.where, None, found.text))
        strange = _first_not_finite(self._reply)
        if strange is not None and _first_not_finite(right) is None:
            raise Unmet(Finding(self._reply, strange.where, None, strange.text))

    def _scored(self) -> float:
        try:
            value = self._scored_by_author(self._reply)
        except Exception as error:  # noqa: BLE001 - the author's function, given what a learner's code made
            self._unscorable(f"the reply cannot be scored ({type(error).__name__})")
        if not math.isfinite(value):
            self._unscorable(f"the reply's {self._task.metric.words} is {value}")
        return value

    def _unscorable(self, said: str) -> NoReturn:
        raise Unmet(Finding(self._reply, difference=said))

    def _below(self, score: Score) -> NoReturn:
        adverb = "at most" if score.better == "lower" else "at least"
        got, bar = shown.numbers_apart(score.value, score.bar)
        wanted = f"{score.metric} of {adverb} {bar}"
        said = f"{score.metric} is {got}, expected {adverb} {bar}"
        note = None
        if score.value is not None and _same_score(score.value, score.baseline):
            note = f"That is the baseline's score: it {self._task.baseline_sentence.rstrip('.')}."
        raise Unmet(Finding(self._reply, expected=words(wanted), difference=said, note=note))


def _same_score(one: float, other: float) -> bool:
    return abs(one - other) <= SAME_SCORE * max(1.0, abs(one))


def _first_not_finite(value: Any) -> Difference | None:
    """Where the first nan or infinity is, in a reply made of numbers."""
    import numpy as np

    if not (shown.is_array(value) or shown.is_series(value) or shown.is_number(value)):
        return None
    array = np.asarray(value)
    if array.dtype.kind not in "fc" or np.isfinite(array).all():
        return None
    strange = ~np.isfinite(array)
    first = tuple(int(i) for i in np.unravel_index(int(np.argmax(strange)), array.shape))
    if not first:
        return Difference(f"it is {shown.number(array[()])}, expected a finite number", VALUE)
    count = f"{int(strange.sum())} of {shown.plural(array.size, 'value')}"
    text = f"{count} not finite: the first is at {list(first)}, {shown.number(array[first])}"
    return Difference(text, VALUE, (first,))
