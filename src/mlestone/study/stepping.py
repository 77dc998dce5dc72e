"""What to do next, in words."""

from __future__ import annotations

from mlestone.learning.reviews import due_reviews
from mlestone.learning.standing import Standings
from mlestone.learning.steps import Step as Suggested
from mlestone.learning.steps import next_steps
from mlestone.study.desk import Desk
from mlestone.study.views import Next, Step, StepKind

_KINDS: dict[str, StepKind] = {"continue": "continue", "review": "review", "begin": "proof"}


def next_of(desk: Desk, at_most: int) -> Next:
    """The next step and others one could take."""
    now, standings = desk.now(), desk.standings()
    suggested = next_steps(desk.record, desk.course, now, at_most=at_most, known=standings)
    steps = [_step(desk, each) for each in suggested] + _invitations(desk)
    first, *others = steps or [_nothing_to_do()]
    return Next(
        step=first,
        others=tuple(others[: max(at_most - 1, 0)]),
        due=len(due_reviews(desk.record, desk.course, now, known=standings)),
        plan=_where_the_plan_stands(desk, standings),
        on_date=desk.today(),
    )


def _step(desk: Desk, suggested: Suggested) -> Step:
    skill = desk.course.skills[suggested.skill]
    reason, *more = suggested.why.split("\n")
    return Step(
        kind=_KINDS[suggested.kind],
        skill=skill.id,
        proof=suggested.proof,
        title=skill.title,
        reason=reason,
        more=tuple(more),
        minutes=suggested.minutes,
        command="mlestone review" if suggested.kind == "review" else f"mlestone start {suggested.proof}",
    )


def _invitations(desk: Desk) -> list[Step]:
    """What a newcomer may want to know of, after the first skill to begin with."""
    record = desk.record
    found = []
    if record.placement is not None:
        found.append(_go_on_placing(len(record.placement.answers)))
    elif record.placed is None and not any(done.passed_at is not None for done in record.proofs.values()):
        found.append(_PLACE)
    if record.goal is None:
        found.append(_PLAN)
    return found


_PLACE = Step(
    kind="placement",
    skill=None,
    proof=None,
    title="Find out where to begin",
    reason="If you know part of this already, at most 25 questions credit it to you.",
    more=(),
    minutes=None,
    command="mlestone place",
)
_PLAN = Step(
    kind="plan",
    skill=None,
    proof=None,
    title="Set a goal",
    reason="A track and your hours a week give a dated way there.",
    more=(),
    minutes=None,
    command="mlestone plan set",
)


def _go_on_placing(answered: int) -> Step:
    count = "1 question" if answered == 1 else f"{answered} questions"
    return Step(
        kind="placement",
        skill=None,
        proof=None,
        title="Go on with the placement",
        reason=f"You answered {count}; what they tell counts once the placement has ended.",
        more=(),
        minutes=None,
        command="mlestone place",
    )


def _nothing_to_do() -> Step:
    return Step(
        kind="nothing",
        skill=None,
        proof=None,
        title="Nothing to do",
        reason="Every skill that is written is proved or credited, and no review is due.",
        more=(),
        minutes=None,
        command="mlestone progress",
    )


def _where_the_plan_stands(desk: Desk, standings: Standings) -> str | None:
    """How far the goal is; dates take longer to work out, and are `plan`'s business."""
    goal = desk.record.goal
    if goal is None:
        return None
    way = desk.course.way_to(desk.targets(goal))
    held = sum(standings[skill].held is not None for skill in way)
    return f"{desk.title_of(goal)}: {held} of {len(way)} skills, {goal.hours_a_week:g} hours a week."
