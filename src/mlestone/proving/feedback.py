"""From what happened in a check to what the learner is shown: results of checks, and the summary sentence.

Wording of verdicts has its one place here and in `expect`; facts come in, sentences go out. Nothing here decides
whether something is right.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from mlestone.proving import shown
from mlestone.proving.drawing import drawing_of
from mlestone.proving.expect import COMPUTED, NOTHING, Finding
from mlestone.proving.learner import ChildLost, LearnerLacks, LearnerRaised
from mlestone.proving.proof import Check
from mlestone.proving.trial import Trial
from mlestone.proving.verdict import CheckResult, Limit, Recognised, Reply, Score, Status, Trouble
from mlestone.wire.trouble import Trouble as WireTrouble

PRINTED_CAP = 4_000  # characters of what a learner's code printed in one check
SENTENCE_CAP = 600


@dataclass(frozen=True, slots=True)
class Loss:
    """What losing the learner's process means: for the status, and in words."""

    status: Status
    words: str
    limit: Limit | None = None


# Other reasons are ours: the engine could not do what it promised.
LOSSES = {
    "time": Loss("out_of_limits", "it takes longer than the time allowed", "time"),
    "memory": Loss("out_of_limits", "it needs more memory than allowed", "memory"),
    "output": Loss("out_of_limits", "it prints more than allowed", "output"),
    "processes": Loss("out_of_limits", "it starts more processes than allowed", "processes"),
    "exited": Loss("crashed", "it ends the process it runs in"),
    "killed": Loss("crashed", "the process it runs in is killed"),
    "protocol": Loss("crashed", "it interferes with how its results are passed on"),
}


def unmet(check: Check, finding: Finding, trial: Trial) -> CheckResult:
    """The result of a check whose expectation was not met."""
    if finding.raised is not None:
        raised = finding.raised
        return failed(
            check,
            trial,
            call=raised.call,
            expected=finding.expected,
            difference=finding.difference,
            trouble=told(raised.trouble),
        )
    has_value = finding.value is not NOTHING
    delivering = trial.event_of(finding.value) if has_value else None
    event = delivering or trial.last_event()
    call = event.text if finding.call is None and event is not None else finding.call
    is_computed = has_value and not finding.is_result and delivering is None and event is not None
    return failed(
        check,
        trial,
        call=call or None,
        got=shown.show(finding.value, finding.where) if has_value else None,
        expected=finding.expected,
        difference=finding.difference,
        note=finding.note or (COMPUTED if is_computed else None),
    )


def raised(check: Check, error: LearnerRaised, trial: Trial) -> CheckResult:
    """The result of a check in which the learner's code raised what it should not."""
    return failed(check, trial, call=error.call, trouble=told(error.trouble))


def lacking(check: Check, error: LearnerLacks, trial: Trial) -> CheckResult:
    """The result of a check that asked for a name that is not there."""
    hint = f"; did you mean {_or(error.nearest)}?" if error.nearest else ""
    place = f"`{error.owner}` has no" if error.owner else "your code does not define"
    return failed(check, trial, difference=f"{place} `{error.missing}`{hint}")


def unusable(check: Check, error: BaseException, trial: Trial) -> CheckResult:
    """The result of a check that could do nothing with what the learner's code returned."""
    event = trial.last_event()
    said = f"what came back cannot be used as this check uses it ({type(error).__name__})"
    if event is None or event.trouble is not None:
        return failed(check, trial, difference=said)
    return failed(check, trial, call=event.text, got=shown.show(event.outcome), difference=said)


def lost(check: Check, error: ChildLost, call: str, trial: Trial) -> CheckResult:
    """The result of the check in which the learner's process was lost."""
    return failed(check, trial, call=call or None, difference=loss(error).words)


def loss(error: ChildLost) -> Loss:
    return LOSSES.get(error.reason, Loss("not_graded", "the engine could not run it to its end"))


def told(trouble: WireTrouble) -> Trouble:
    return Trouble(trouble.type, shown.cap(trouble.message, 1_000), trouble.line, trouble.code or None)


def printed_by(trial: Trial) -> str:
    """What was printed in a trial, as far as it can still be had."""
    try:
        text = trial.printed()
    except ChildLost:
        return ""
    return text if len(text) <= PRINTED_CAP else text[:PRINTED_CAP] + "\n… (the rest was cut)"


def failed(check: Check, trial: Trial, **facts: object) -> CheckResult:
    """The result of a check that failed, with what is known of it."""
    return CheckResult(
        check.sentence,
        "failed",
        printed=printed_by(trial),
        figure=None if trial.figure is None else drawing_of(trial.figure),
        figure_expected=None if trial.figure_expected is None else drawing_of(trial.figure_expected),
        **facts,  # type: ignore[arg-type]
    )


# Summaries


def summary_of_checks(results: Sequence[CheckResult], mistake: Recognised | None) -> str:
    """The one sentence that helps most."""
    if mistake is not None:
        return mistake.sentence
    first = next((result for result in results if result.status == "failed"), None)
    if first is None:
        return f"All {shown.plural(len(results), 'check')} passed." if len(results) != 1 else "The check passed."
    if first.call is None and first.trouble is None and first.difference is not None:
        return shown.cap(f"{_sentence(first.difference)}", SENTENCE_CAP)
    return shown.cap(f"Failed: {first.sentence.rstrip('.')}. {_what_happened(first)}", SENTENCE_CAP)


def _what_happened(result: CheckResult) -> str:
    call = f"{result.call}: " if result.call else ""
    if result.difference is not None:
        return _ended(f"{call}{result.difference}")
    if result.trouble is not None:
        return f"{call}{_trouble_in_words(result.trouble)}"
    return ""


def summary_of_trouble(trouble: Trouble) -> str:
    """Why the source could not be imported."""
    if trouble.type in ("SyntaxError", "IndentationError", "TabError"):
        place = f"Line {trouble.line} is not Python: " if trouble.line is not None else "This is not Python: "
        code = f" `{trouble.code}`" if trouble.code else ""
        return shown.cap(f"{place}{_ended(trouble.message or trouble.type)}{code}", SENTENCE_CAP)
    return shown.cap(f"Your code cannot be imported: it raises {_trouble_in_words(trouble)}", SENTENCE_CAP)


def summary_of_loss(error: ChildLost) -> str:
    """Why nothing came of importing the source."""
    return f"Your code cannot be imported: {loss(error).words}."


def summary_of_score(score: Score, reached: bool) -> str:
    better = "at most" if score.better == "lower" else "at least"
    said = f"{score.metric} {shown.number(score.value)}" if score.value is not None else f"no {score.metric}"
    wanted = f"{better} {shown.number(score.bar)}"
    if reached:
        return _sentence(f"{said} reaches the bar ({wanted}); all checks passed.")
    return _sentence(f"{said} does not reach the bar ({wanted}).")


def summary_of_replies(replies: Sequence[Reply]) -> str:
    wrong = [reply for reply in replies if not reply.right]
    if not wrong:
        return "The reply is right." if len(replies) == 1 else f"All {len(replies)} replies are right."
    helpful = next((reply for reply in wrong if reply.sentence), None)
    if helpful is not None and helpful.sentence is not None:
        return f"Question {helpful.number}: {helpful.sentence}"
    count = f"{len(replies) - len(wrong)} of {shown.plural(len(replies), 'reply').replace('replys', 'replies')}"
    return f"{count} right; question {wrong[0].number} is not."


def _trouble_in_words(trouble: Trouble) -> str:
    message = f": {trouble.message}" if trouble.message else ""
    place = f" (line {trouble.line}: `{trouble.code}`)" if trouble.line is not None else ""
    return _ended(f"{trouble.type}{message}{place}")


def _sentence(text: str) -> str:
    return _ended(text[:1].upper() + text[1:])


def _ended(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _or(names: Sequence[str]) -> str:
    return " or ".join(f"`{name}`" for name in names)
