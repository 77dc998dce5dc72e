"""The judge of labs: plays a lab's checks and makes a verdict, with the words and the layout of all other kinds.

What differs from code: the learner's system is driven, not called, so nothing of an attempt can be played again with
the answer in its place. That the answer passes is shown by its author, who also plays the mistakes: see `symptoms`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from mlestone.proving import feedback
from mlestone.proving.expect import NOTHING, Unmet
from mlestone.proving.judge import NOT_JUDGED, Voice, same_again
from mlestone.proving.labs import bundle
from mlestone.proving.labs.driven import Driven, LabTrouble
from mlestone.proving.labs.folder import CHECKS, Lab
from mlestone.proving.labs.symptoms import with_mistakes
from mlestone.proving.learner import ChildLost, Learner
from mlestone.proving.progress import Tell
from mlestone.proving.proof import Check, Proof, load_proof
from mlestone.proving.record import with_texts
from mlestone.proving.trial import ProofFault, Trial, account_of, run_check
from mlestone.proving.verdict import CheckResult, Limit, Status, Verdict

if TYPE_CHECKING:
    import numpy as np

_STARTER = "Nothing to judge yet: the folder is as it was when you began."


@dataclass(frozen=True, slots=True)
class LabAttempt:
    """What was handed in, and the lab it is for."""

    proof: str
    lab: Lab
    source: bytes
    """A bundle."""
    seed: int
    files_limit: int

    def verdict(self, status: Status, summary: str, **facts: Any) -> Verdict:
        return Verdict(self.proof, "lab", status, self.seed, self.lab.content, summary, **facts)


def verdict_without_running(attempt: LabAttempt) -> Verdict | None:
    """The verdict on an attempt that need not be run to be judged, or None."""
    if len(attempt.source) > attempt.files_limit:
        summary = f"Your files are larger than {attempt.files_limit >> 20} MiB together."
        return attempt.verdict("out_of_limits", summary, limit="source")
    try:
        files = bundle.unpack(attempt.source)
    except bundle.BadBundle as error:
        return attempt.verdict("crashed", str(error))
    return attempt.verdict("not_attempted", _STARTER) if attempt.lab.is_untouched(files) else None


def judge_lab(
    attempt: LabAttempt, driven: Callable[[Mapping[str, bytes]], Driven], tell: Tell | None = None
) -> Verdict:
    """The verdict on one attempt. `driven` makes the lab of the learner's files. Never raises."""
    try:
        early = verdict_without_running(attempt)
        if early is not None:
            return early
        proof = load_proof(attempt.lab.path / CHECKS, attempt.proof)  # type: ignore[arg-type]
        files = bundle.unpack(attempt.source)
        verdict = _Judged(attempt, proof, files, driven(files), tell).verdict()
        return with_texts(verdict, same_again)
    except ChildLost as lost:  # before the first check
        return _fault(attempt, f"The machine was lost: {lost}")
    except ProofFault as fault:
        return _fault(attempt, str(fault))
    except Exception as error:  # noqa: BLE001 - the boundary of judging: our fault costs nobody an attempt
        return _fault(attempt, f"{type(error).__name__}: {error}")


def _fault(attempt: LabAttempt, detail: str) -> Verdict:
    return attempt.verdict("not_graded", NOT_JUDGED, author_detail=same_again(detail))


class _Judged:
    """One attempt being judged."""

    def __init__(
        self, attempt: LabAttempt, proof: Proof, files: Mapping[str, bytes], lab: Driven, tell: Tell | None
    ) -> None:
        self._attempt, self._proof, self._files, self._lab = attempt, proof, files, lab
        self._voice = Voice(tell, len(proof.checks)) if tell is not None else None
        self._lost: ChildLost | None = None

    def verdict(self) -> Verdict:
        results = [self._result(check, at) for at, check in enumerate(self._proof.checks)]
        lab = self._attempt.lab
        if lab.symptoms.content == lab.content:
            mistakes = [each for each in lab.mistakes if lab.can_hold(each, self._files)]
            results = with_mistakes(results, mistakes, lab.symptoms.looks)
        mistake = next((result.mistake for result in results if result.mistake is not None), None)
        status, limit = self._status(results)
        # Of several things that are wrong, the first is the one to mend: that a later one is known may say less.
        first = next((result for result in results if result.status == "failed"), None)
        summary = feedback.summary_of_checks(results, None if first is None else first.mistake)
        return self._attempt.verdict(status, summary, mistake=mistake, checks=tuple(results), limit=limit)

    def _status(self, results: list[CheckResult]) -> tuple[Status, Limit | None]:
        if self._lost is not None:
            loss = feedback.loss(self._lost)
            if loss.status == "not_graded":
                raise ProofFault(f"The machine was lost: {self._lost}")
            return loss.status, loss.limit
        return ("passed" if all(result.status == "passed" for result in results) else "failed"), None

    def _result(self, check: Check, at: int) -> CheckResult:
        if self._lost is not None:
            return CheckResult(check.sentence, "not_run")
        if self._voice is not None:
            self._voice.begins(at, check)
        on_say = self._voice.says if self._voice is not None else None
        trial = Trial(cast(Learner, self._lab), self._proof.tolerance, on_say=on_say)
        result = self._told(check, run_check(check, trial, self._rng(at)), trial)
        if self._voice is not None:
            self._voice.ends(result)
        return result

    def _told(self, check: Check, error: BaseException | None, trial: Trial) -> CheckResult:
        match error:
            case None:
                # What servers print holds times and ports; whoever passed has no need of it.
                trial.printed()
                return CheckResult(check.sentence, "passed")
            case Unmet():
                return feedback.unmet(check, error.finding, trial)
            case LabTrouble():
                event = trial.last_event()
                return feedback.failed(check, trial, call=None if event is None else event.text, difference=str(error))
            case ChildLost():
                self._lost = error
                event = trial.last_event()
                return feedback.lost(check, error, "" if event is None else event.text, trial)
        if not trial.events or isinstance(error, ProofFault):
            raise ProofFault(account_of(error, self._proof)) from error
        event = trial.last_event()
        if event is None or event.outcome is NOTHING:
            said = f"what came of it cannot be used as this check uses it ({type(error).__name__})"
            return feedback.failed(check, trial, call=None if event is None else event.text, difference=said)
        return feedback.unusable(check, error, trial)

    def _rng(self, index: int) -> np.random.Generator:
        import numpy as np

        return np.random.default_rng([self._attempt.seed, index])
