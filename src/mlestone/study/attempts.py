"""Judging an attempt: what was submitted is on disk before it is judged, what came of it right after.

An attempt that was cut off (the machine went down) is in the log without a verdict, one that somebody stopped is there
as `stopped`; both count as nothing. So does whatever MLestone itself is to blame for.
"""

from __future__ import annotations

import base64
import contextlib
import json
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from mlestone.base.ids import SkillId
from mlestone.learning.events import EventId, Judged, Purpose, Submitted, time_of
from mlestone.learning.standing import Standings, becoming
from mlestone.store.errors import LogTrouble
from mlestone.study.views import Checked, News

if TYPE_CHECKING:
    from mlestone.engine.engine import Graded
    from mlestone.engine.job import Job
    from mlestone.engine.stopping import Stop
    from mlestone.proving.progress import Tell
    from mlestone.proving.verdict import Verdict
    from mlestone.study.desk import Desk
    from mlestone.study.handing import Submission

# Who has not saved or tried anything for this long was doing something else.
PAUSE = 600.0
# What is longer than the engine runs is not kept either: the file is still where it was.
_ATTACH_AT_MOST = 256 * 1024
_STOPPED = "stopped"


def check_here(
    desk: Desk, handed: Submission, seed: int | None, tell: Tell | None = None, stop: Stop | None = None
) -> Checked:
    """Judge it in this process. With a `seed` it is a replay: a verdict is shown again, and that is no attempt.

    `tell` hears how far it is. Whoever holds `stop` may end it; then `Stopped` is raised.
    """
    job = desk.study.job(handed.proof, handed.source, seed)
    if seed is not None:
        graded = desk.study.engine.grade(job, tell=tell, stop=stop)
        return _checked(handed, graded)
    if stop is not None:
        stop.check()
    desk.journal.catch_up()
    if job.replies:
        from mlestone.study.marking import look_over

        look_over(desk, job, handed.purpose)
    spent = _spent(desk, handed)
    what = Submitted(handed.proof, job.seed, Purpose(handed.purpose), content_of(job.path), spent)
    # The disk is waited for with the verdict: an attempt whose verdict nobody has seen may be lost with the power.
    submitted = desk.journal.append(what, attached(handed.source), lasting=False)
    graded = _graded(desk, handed, submitted.id, job, tell, stop)
    try:
        news = _log_verdict(desk, handed, submitted.id, graded.verdict)
    except LogTrouble as error:  # what was found out is worth telling even where it cannot be kept
        news = News(sentences=(f"This verdict could not be written to the log. {error}",))
        return _checked(handed, graded, spent=spent, news=news)
    return _checked(handed, graded, attempt=submitted.id, spent=spent, news=news)


def _graded(
    desk: Desk, handed: Submission, submitted: EventId, job: Job, tell: Tell | None, stop: Stop | None
) -> Graded:
    """Have it judged; when somebody ends that, the log says so."""
    from mlestone.engine.stopping import Stopped

    try:
        return desk.study.engine.grade(job, tell=tell, stop=stop)
    except (Stopped, KeyboardInterrupt):
        with contextlib.suppress(LogTrouble):  # then it is in the log without a verdict, which counts as little
            purpose = Purpose(handed.purpose)
            desk.journal.append(Judged(submitted, handed.proof, purpose, _STOPPED))
        raise


def _log_verdict(desk: Desk, handed: Submission, submitted: EventId, verdict: Verdict) -> News:
    """Write down what came of it; what that changed."""
    is_first = verdict.passed and desk.record.proof(handed.proof).passed_at is None
    before = desk.standings() if is_first else None
    desk.journal.append(_judged(desk, submitted, handed, verdict), {"verdict": _as_json(verdict)})
    news = News() if before is None else _news(desk, handed, before)
    if verdict.replies and verdict.status == "failed":
        from mlestone.study.marking import another_paper

        return replace(news, sentences=(*news.sentences, another_paper(handed.proof, handed.purpose)))
    return news


def content_of(proof: Path) -> str:
    """The version of a proof, spelled as verdicts spell it."""
    import hashlib

    if proof.is_dir():
        from mlestone.proving.labs.folder import read_lab

        return read_lab(proof).content
    return hashlib.sha256(proof.read_text(encoding="utf-8").encode()).hexdigest()[:16]


def attached(source: bytes) -> dict[str, str]:
    """A source as text: as it is, or in base64 where it is no text; its beginning where it is too long to be run."""
    name = "source" if len(source) <= _ATTACH_AT_MOST else "source-beginning"
    kept = source[:_ATTACH_AT_MOST]
    with contextlib.suppress(UnicodeDecodeError):
        if b"\0" not in kept:  # PostgreSQL has no text with a zero in it
            return {name: kept.decode("utf-8")}
    return {f"{name}-base64": base64.b64encode(kept).decode("ascii")}


def _as_json(verdict: Verdict) -> str:
    return json.dumps(verdict.as_dict(), ensure_ascii=False, separators=(",", ":"))


def _spent(desk: Desk, handed: Submission) -> float | None:
    """Seconds of work since the last that was heard of this proof; gaps longer than a pause are left out."""
    record, now = desk.record, desk.now()
    done = record.proof(handed.proof)
    heard = [moment for moment in (done.touched_at, done.tried_at) if moment is not None]
    if not heard or record.head is None:
        return None
    since = max(*heard, min(time_of(record.head), now))  # what happened in between was other work
    moments = [since, now]
    edited = desk.files.edited(handed.file) if handed.file is not None else None
    if edited is not None and since < edited < now:
        moments.insert(1, edited)
    gaps = [_seconds(start, end) for start, end in pairwise(moments)]
    worked = [gap for gap in gaps if 0 <= gap <= PAUSE]
    return round(sum(worked), 3) if worked else None


def _seconds(start: datetime, end: datetime) -> float:
    return (end - start).total_seconds()


def _judged(desk: Desk, submitted: EventId, handed: Submission, verdict: Verdict) -> Judged:
    passed = [check.status == "passed" for check in verdict.checks] or [reply.right for reply in verdict.replies]
    mistakes = dict.fromkeys(check.mistake.name for check in verdict.checks if check.mistake is not None)
    skill = desk.course.skill(handed.proof.partition("/")[0])
    return Judged(
        submission=submitted,
        proof=handed.proof,
        purpose=Purpose(handed.purpose),
        status=verdict.status,
        checks_passed=sum(passed),
        checks=len(passed),
        mistakes=tuple(mistakes),
        score=verdict.score.value if verdict.score is not None else None,
        written=tuple(proof.name for proof in skill.proofs if not proof.planned),
    )


def _news(desk: Desk, handed: Submission, before: Standings) -> News:
    """What the first time a proof passes brings with it; nothing else opens or proves a skill."""
    after = desk.standings()
    became = becoming(before, after)
    first = desk.record.proof(handed.proof).passed_at is not None
    done = _plan_done(desk, after) and not _plan_done(desk, before)
    sentences = [
        *_sentence("Proved: {}.", desk, became.proved),
        *_sentence("Credited with it: {}.", desk, became.credited),
        *_sentence("This opens {}.", desk, became.opened),
    ]
    if done:
        sentences.append("Everything your plan aims at is done.")
    return News(first, became.proved, became.credited, became.opened, done, tuple(sentences))


_NAMED = 3


def _sentence(form: str, desk: Desk, skills: tuple[SkillId, ...]) -> list[str]:
    if not skills:
        return []
    titles = [desk.course.skills[skill].title for skill in skills]
    if len(titles) > _NAMED + 1:
        titles = [*titles[:_NAMED], f"{len(titles) - _NAMED} more"]
    listed = titles[0] if len(titles) == 1 else f"{', '.join(titles[:-1])} and {titles[-1]}"
    return [form.format(listed)]


def _plan_done(desk: Desk, standings: Standings) -> bool:
    goal = desk.record.goal
    return goal is not None and all(standings[skill].held is not None for skill in desk.targets(goal))


def _checked(
    handed: Submission,
    graded: Graded,
    *,
    attempt: str | None = None,
    spent: float | None = None,
    news: News | None = None,
) -> Checked:
    return Checked(
        verdict=graded.verdict,
        proof=handed.proof,
        purpose=handed.purpose,
        file=handed.file,
        logged=attempt is not None,
        attempt=attempt,
        spent=spent,
        seconds=round(graded.seconds, 4),
        warm=False,
        news=news or News(),
    )
