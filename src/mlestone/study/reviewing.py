"""Reviews: what is due, and a fresh variant of it to prove that it is still there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mlestone.base.errors import MlestoneError
from mlestone.base.ids import ProofId
from mlestone.course.model import Skill
from mlestone.learning.reviews import due_reviews, review_proof
from mlestone.learning.standing import reviewable
from mlestone.study.desk import Desk
from mlestone.study.opening import has_open_review, open_review
from mlestone.study.standing import Due
from mlestone.study.views import Opened, View


@dataclass(frozen=True, slots=True)
class Coming(View):
    """The review that is due next, and when."""

    skill: str
    title: str
    due: datetime


def due(desk: Desk, at_most: int | None) -> tuple[Due, ...]:
    """What is due, most useful first; of a day's load no more than is good for anyone."""
    reviews = due_reviews(desk.record, desk.course, desk.now())
    return tuple(
        Due(review.skill, desk.course.skill(review.skill).title, review.proof, review.due, review.recall, review.why)
        for review in reviews[:at_most]
    )


def coming(desk: Desk) -> Coming | None:
    """The review that comes next; `None` before anything is proved or credited that could be reviewed.

    After a day's load of reviews it may be due already: it comes tomorrow.
    """
    waiting = [standing for standing in desk.standings().values() if standing.due is not None]
    if not waiting:
        return None
    first = min(waiting, key=lambda standing: standing.due or desk.now())
    assert first.due is not None
    return Coming(first.skill, desk.course.skill(first.skill).title, first.due)


def review(desk: Desk, skill: str | None) -> Opened | None:
    """The file of a review: of the skill named, or of what is due first; what was begun today is gone on with."""
    desk.journal.catch_up()
    if skill is None:
        waiting = due_reviews(desk.record, desk.course, desk.now())
        begun = [proof for each in waiting if (proof := _begun(desk, desk.course.skills[each.skill]))]
        return open_review(desk, (*begun, *(each.proof for each in waiting))[0]) if waiting else None
    chosen = desk.course.skill(skill)
    if desk.record.skill(chosen.id).memory is None:
        raise MlestoneError(f"{chosen.id} has been neither proved nor credited, so there is nothing to review yet.")
    proof = _begun(desk, chosen) or review_proof(desk.record, chosen)
    if proof is None:
        raise MlestoneError(f"{chosen.id} has no proof that can be varied for a review.")
    return open_review(desk, proof)


def _begun(desk: Desk, skill: Skill) -> ProofId | None:
    return next((entry.id for entry in reviewable(skill) if has_open_review(desk, entry)), None)
