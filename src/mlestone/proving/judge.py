"""The judge: what came of an attempt.

It drives the learner's code through a `Transport`, lets the proof's checks demand what they demand, and makes a
`Verdict`. It runs no code of the learner's, touches no sockets, files or processes, and does not raise: a fault
of the proof (or of ours) is a verdict too, `not_graded`.

All checks are run, not only up to the first that fails, unless the learner's process is lost. A check that failed
is played again with the answer: if the answer fails as well, the check is broken, and nobody's attempt may suffer
from that; if not, it tells what the learner's code did differently from the mistakes the author foresaw.
"""

import builtins
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from mlestone.proving import feedback, questions
from mlestone.proving.challenge import DataTask
from mlestone.proving.contest import Contest
from mlestone.proving.event import Event
from mlestone.proving.expect import Unmet
from mlestone.proving.layout import BadProof
from mlestone.proving.learner import ChildLost, Learner, LearnerLacks, LearnerRaised, Transport
from mlestone.proving.mistakes import Player, best
from mlestone.proving.progress import MOST_LINES, CheckBegun, CheckEnded, Said, Tell, line_of
from mlestone.proving.proof import Check, Mistake, Proof
from mlestone.proving.record import with_texts
from mlestone.proving.sheet import not_attempted
from mlestone.proving.source import Source
from mlestone.proving.trial import LearnerSource, ProofFault, Trial, account_of, run_check
from mlestone.proving.verdict import CheckResult, Limit, Recognised, Score, Status, Trouble, Verdict
from mlestone.wire.codec import Malformed
from mlestone.wire.trouble import Trouble as WireTrouble
from mlestone.wire.values import unpack

if TYPE_CHECKING:
    import numpy as np

NOT_JUDGED = "This attempt could not be judged, by no fault of yours; it does not count."
_MOST_FIGURES = 3
SOURCE_LIMIT = 256 * 1024  # bytes: a hundred times the longest answer, and still quick to read

Account = WireTrouble | Mapping[str, Any] | None
Opening = Account | ChildLost | Callable[[], Account]
"""What came of importing the learner's source: None, the trouble it ran into, or the loss of its process. May
be a function that waits for that; it is asked only when it matters."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What was handed in: source for most kinds, replies for questions."""

    source: str | bytes | None = None
    replies: Mapping[str, str] | None = None


def judge(
    proof: Proof,
    attempt: Attempt,
    transport: Transport | None,
    opening: Opening = None,
    seed: int = 0,
    tell: Tell | None = None,
) -> Verdict:
    """The verdict on one attempt. Only questions can do without a `transport`. Never raises.

    `tell` hears of each check when it begins and when it has ended, and what it says meanwhile.
    """
    try:
        return with_texts(_judged(proof, attempt, transport, opening, seed, tell), same_again)
    except ProofFault as fault:
        return _not_graded(proof, seed, str(fault))
    except Exception as error:  # noqa: BLE001 - the boundary of judging: our fault costs nobody an attempt
        return _not_graded(proof, seed, account_of(error, proof))


def verdict_without_running(proof: Proof, attempt: Attempt, seed: int = 0) -> Verdict | None:
    """The verdict on an attempt that need not be run to be judged, or None."""
    if proof.kind == "question":
        return _judged_replies(proof, attempt, seed)
    source = attempt.source or ""
    size = len(source) if isinstance(source, bytes) else len(source.encode("utf-8", "surrogatepass"))
    if size > SOURCE_LIMIT:
        summary = f"Your source is {size // 1024:,} KiB long; at most {SOURCE_LIMIT // 1024} are read."
        return _verdict(proof, seed, "out_of_limits", summary, limit="source")
    text = source.decode("utf-8", "surrogateescape") if isinstance(source, bytes) else source
    bad = next((at for at, char in enumerate(text) if "\ud800" <= char <= "\udfff"), None)
    if bad is not None:
        line = text.count("\n", 0, bad) + 1
        trouble = Trouble("UnicodeDecodeError", "this is not UTF-8 text", line)
        return _verdict(proof, seed, "crashed", f"Line {line} of your source is not UTF-8 text.", trouble=trouble)
    if not_attempted(proof.sheet, text):
        return _verdict(proof, seed, "not_attempted", "Nothing to judge yet: this is the starter, or empty.")
    return None


def _judged(
    proof: Proof, attempt: Attempt, transport: Transport | None, opening: Opening, seed: int, tell: Tell | None
) -> Verdict:
    early = verdict_without_running(proof, attempt, seed)
    if early is not None:
        return early
    if transport is None:
        raise ProofFault("There is nothing to drive the learner's code with.")
    source = attempt.source or ""
    text = source.decode("utf-8") if isinstance(source, bytes) else source
    return _Attempt(proof, text, transport, seed, tell).judged(opening)


class _Attempt:
    """One attempt being judged."""

    def __init__(self, proof: Proof, source: str, transport: Transport, seed: int, tell: Tell | None) -> None:
        self._proof = proof
        self._seed = seed
        self._voice = Voice(tell, len(proof.checks) + (proof.challenge is not None)) if tell is not None else None
        self._listening = _Listening(transport)
        rules = LearnerSource(lambda: Source(source, proof.sheet.given))
        self._learner = Learner(self._listening, rules)
        self._player = Player(proof, self._rng_of)
        self._lost: ChildLost | None = None
        self._figures = 0

    def judged(self, opening: Opening) -> Verdict:
        refused = self._refused(opening)
        if refused is not None:
            return refused
        printed = feedback.printed_by(self._trial())
        outcomes = [self._outcome(check, at) for at, check in enumerate(self._proof.checks)]
        results = self._with_mistakes(outcomes)
        score = None
        if self._proof.challenge is not None:
            result, score = self._contested(self._proof.challenge, results)
            results.append(result)
        mistake = next((result.mistake for result in results if result.mistake is not None), None)
        status, limit = self._status(results)
        summary = feedback.summary_of_checks(results, mistake)
        if score is not None and score.value is not None and mistake is None:
            summary = feedback.summary_of_score(score, status == "passed")
        return _verdict(
            self._proof,
            self._seed,
            status,
            summary,
            mistake=mistake,
            checks=tuple(results),
            score=score,
            limit=limit,
            printed=printed,
        )

    def _status(self, results: Sequence[CheckResult]) -> tuple[Status, Limit | None]:
        if self._lost is not None:
            loss = _loss(self._lost)
            return loss.status, loss.limit
        return ("passed" if all(result.status == "passed" for result in results) else "failed"), None

    def _contested(self, task: DataTask, before: Sequence[CheckResult]) -> tuple[CheckResult, Score | None]:
        """The challenge as one more check, played when all before it are met."""
        contest = Contest(self._proof, task)
        if any(result.status != "passed" for result in before):
            return CheckResult(contest.check.sentence, "not_run"), None
        outcome = self._outcome(contest.check, len(self._proof.checks))
        if isinstance(outcome.error, Unmet):
            mistakes = contest.recognised()
            return replace(outcome.result, mistake=_named(mistakes[0] if mistakes else None)), contest.score
        return outcome.result, contest.score

    def _refused(self, opening: Opening) -> Verdict | None:
        """The verdict when the source could not be imported."""
        try:
            account = opening() if callable(opening) else opening
            if isinstance(account, ChildLost):
                raise account
            trouble = _told(account)
        except ChildLost as lost:
            loss = _loss(lost)
            return self._stopped(loss.status, feedback.summary_of_loss(lost), limit=loss.limit)
        if trouble is None:
            return None
        return self._stopped("crashed", feedback.summary_of_trouble(trouble), trouble=trouble)

    def _stopped(self, status: Any, summary: str, **facts: Any) -> Verdict:
        checks = tuple(CheckResult(check.sentence, "not_run") for check in self._proof.checks)
        printed = feedback.printed_by(self._trial())
        return _verdict(self._proof, self._seed, status, summary, checks=checks, printed=printed, **facts)

    def _outcome(self, check: Check, at: int) -> "_Outcome":
        """Run the check of this number, unless there is nobody left to run it against."""
        if self._lost is not None:
            return _Outcome(check, CheckResult(check.sentence, "not_run"))
        if self._voice is not None:
            self._voice.begins(at, check)
        trial = self._trial()
        error = run_check(check, trial, self._rng(at))
        result = self._with_room_for_figures(self._result(check, error, trial))
        if self._voice is not None:
            self._voice.ends(result)
        return _Outcome(check, result, trial.events, result.printed, error)

    def _result(self, check: Check, error: BaseException | None, trial: Trial) -> CheckResult:
        match error:
            case None:
                return CheckResult(check.sentence, "passed", printed=feedback.printed_by(trial))
            case Unmet():
                return feedback.unmet(check, error.finding, trial)
            case LearnerRaised():
                return feedback.raised(check, error, trial)
            case LearnerLacks():
                return feedback.lacking(check, error, trial)
            case ChildLost():
                self._lost = error
                return feedback.lost(check, error, self._listening.last_request(), trial)
            case ProofFault():
                raise error
        return feedback.unusable(check, error, trial)

    def _with_room_for_figures(self, result: CheckResult) -> CheckResult:
        """The first figures are told: the same plot fails many checks, and a verdict is kept for ever."""
        if result.figure is None:
            return result
        self._figures += 1
        return result if self._figures <= _MOST_FIGURES else replace(result, figure=None, figure_expected=None)

    def _with_mistakes(self, outcomes: Sequence["_Outcome"]) -> list[CheckResult]:
        """The results, those that failed with the mistakes that are recognised in them."""
        recognised = {
            at: self._recognised(outcome) for at, outcome in enumerate(outcomes) if outcome.result.status == "failed"
        }
        choose = best(recognised.values())
        results = []
        for at, outcome in enumerate(outcomes):
            mistake = choose(recognised.get(at, ()))
            results.append(replace(outcome.result, mistake=_named(mistake)))
        return results

    def _recognised(self, outcome: "_Outcome") -> tuple[Mistake, ...]:
        answer = self._player.answer(outcome.check)
        is_foreign = not isinstance(outcome.error, Unmet | LearnerRaised | LearnerLacks | ChildLost)
        if answer.error is not None:
            raise ProofFault(_broken_check(outcome.check, answer.error, self._proof))
        if is_foreign and outcome.error is not None and not outcome.events:
            raise ProofFault(account_of(outcome.error, self._proof))
        return self._player.recognised(outcome.check, outcome.events, outcome.printed, answer)

    def _trial(self) -> Trial:
        on_say = self._voice.says if self._voice is not None else None
        return Trial(self._learner, self._proof.tolerance, on_say=on_say)

    def _rng_of(self, check: Check) -> "np.random.Generator":
        return self._rng(self._proof.checks.index(check))

    def _rng(self, index: int) -> "np.random.Generator":
        import numpy as np

        return np.random.default_rng([self._seed, index])


@dataclass(frozen=True, slots=True)
class _Outcome:
    check: Check
    result: CheckResult
    events: tuple[Event, ...] = ()
    printed: str = ""
    error: BaseException | None = None


class Voice:
    """Tells of the checks as they go on."""

    def __init__(self, tell: Tell, of: int) -> None:
        self._tell, self._of = tell, of
        self._check = 0
        self._lines_left = MOST_LINES

    def begins(self, number: int, check: Check) -> None:
        self._check = number
        self._tell(CheckBegun(number, self._of, same_again(check.sentence)))

    def says(self, text: str) -> None:
        if self._lines_left and (line := line_of(text)):
            self._lines_left -= 1
            self._tell(Said(self._check, line))

    def ends(self, result: CheckResult) -> None:
        self._tell(CheckEnded(self._check, with_texts(result, same_again)))


class _Listening:
    """A transport that remembers the last request, so that it can be said in which call the child was lost."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._last = b""
        self.printed = transport.printed
        self.cpu_seconds = transport.cpu_seconds

    def request(self, payload: bytes, call_back: Callable[[bytes], bytes]) -> bytes:
        self._last = payload
        return self._transport.request(payload, call_back)

    def last_request(self) -> str:
        """The last request as a person would write it."""
        if not self._last:
            return ""
        kind, *parts = unpack(self._last)
        target = parts[0] if parts and isinstance(parts[0], list) else []
        name = "".join(str(part) if at == 0 else f".{part}" for at, part in enumerate(target) if type(part) is str)
        return Event(kind, name, None, self._last, b"").text


def _judged_replies(proof: Proof, attempt: Attempt, seed: int) -> Verdict:
    replies = attempt.replies or {}
    if questions.no_replies(replies):
        return _verdict(proof, seed, "not_attempted", "Nothing to judge yet: there is no reply.")
    try:
        marked = questions.draw(proof, seed).mark(replies)
    except BadProof as problem:
        raise ProofFault(str(problem)) from problem
    status: Any = "passed" if all(reply.right for reply in marked) else "failed"
    return _verdict(proof, seed, status, feedback.summary_of_replies(marked), replies=marked)


def _verdict(proof: Proof, seed: int, status: Any, summary: str, **facts: Any) -> Verdict:
    return Verdict(str(proof.id), proof.kind, status, seed, proof.content, summary, **facts)


def _not_graded(proof: Proof, seed: int, detail: str) -> Verdict:
    return _verdict(proof, seed, "not_graded", NOT_JUDGED, author_detail=_writable(detail))


def _named(mistake: Mistake | None) -> Recognised | None:
    return None if mistake is None else Recognised(mistake.name, mistake.sentence, mistake.target)


def _loss(lost: ChildLost) -> feedback.Loss:
    """What the loss of the learner's process means; it is our fault unless it is known to be theirs."""
    loss = feedback.loss(lost)
    if loss.status == "not_graded":
        raise ProofFault(f"The learner's process was lost: {lost}") from lost
    return loss


def _told(account: Account) -> Trouble | None:
    if account is None:
        return None
    try:
        return feedback.told(account if isinstance(account, WireTrouble) else WireTrouble.from_plain(account))
    except Malformed as error:
        raise ChildLost("protocol", str(error)) from error


def _broken_check(check: Check, error: BaseException, proof: Proof) -> str:
    """What is wrong with a check that the answer itself does not pass."""
    said = account_of(error, proof)
    if isinstance(error, LearnerRaised):
        said += f"\nIf that is what the check wants: {_wanted(error)}"
    return f"{proof.path.name}:{check.line}: the answer itself does not pass {check.sentence!r}: {said}"


def _wanted(raised: LearnerRaised) -> str:
    """How a check demands what was raised."""
    kind = raised.trouble.type
    kind = kind if hasattr(builtins, kind) else repr(kind)
    name = raised.call.partition("(")[0]
    call = f"learner.{name}(…)" if name.isidentifier() else "…"
    return f"expect.raises({kind}, lambda: {call})"


_ADDRESS = re.compile(r"(?<=\bat )0x[0-9a-fA-F]+")


def same_again(text: str) -> str:
    """Writable text without memory addresses, `<f at 0x…>`: they differ from run to run of the same attempt."""
    return _ADDRESS.sub("0x…", _writable(text))


def _writable(text: str) -> str:
    """Text that JSON and UTF-8 can hold: lone surrogates are written out."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
