"""Placing a newcomer: a few questions, each chosen for what its answer tells about everything before and after it.

A placement is a value made of its answers, nothing else: the same answers to the same course lead to the same next
question, so pausing it means keeping the answers, and the log is enough to go on. It may be left at any time, a
question may be passed over, and it ends by itself when a further answer would hardly put anything right.

It classifies every skill, also those that have no question; which ones have is for the caller to say. What it credits
is a belief, not a proof: `Outcome.confirm` says what to look at first. It grades nothing and keeps no log.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType

from mlestone.base.ids import SkillId
from mlestone.course.model import Course
from mlestone.learning.placement_beliefs import PASSED_OVER, PROVED, RIGHT, WRONG, Beliefs, Evidence

QUESTIONS = 25
# Sure enough: who is new to all of it should not be asked on and on about what they cannot know.
ENOUGH = 0.95
# After twenty questions only those are asked on of whom one more answer is expected to put this many skills right.
# Of those who get that far, about half should stop there: found with learners no figure is taken with.
LONG = 20
WORTH_ASKING = 0.4
# So many of the most promising questions are looked at closely: more cost time and change no figure.
LOOKED_AT = 12
# Known rather than not. A belief is confirmed or contested later, so that neither error costs more than the other.
CREDITED = 0.5
_TELLS = 5
_CONFIRM = 10


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one question."""

    skill: SkillId
    right: bool | None
    """`None` when the question was passed over."""


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask about, and why."""

    skill: SkillId
    number: int
    """1 for the first."""
    belief: float
    """That the skill is known, before asking."""
    tells: tuple[SkillId, ...]
    """The other skills about which the answer tells most, at most five."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the answers so far come to."""

    credited: tuple[SkillId, ...]
    """Believed to be known and not proved, in the course's order. Who got nothing right is credited nothing: the
    first lessons are what most newcomers know, and must not be skipped on that ground alone."""
    beliefs: tuple[int, ...]
    """In thousandths, one for each skill credited."""
    confirm: tuple[SkillId, ...]
    """Of these the ones to confirm first, at most ten: least sure, and most rests on them."""
    expected_right: float
    """The share of all skills that should be classified right."""


@dataclass(frozen=True)
class Placement:
    """A placement as far as it has come. Made by `begin`; `answered` makes the next."""

    course: Course = field(repr=False)
    askable: frozenset[SkillId]
    proved: frozenset[SkillId]
    answers: tuple[Answer, ...]
    limit: int
    _believed: Beliefs = field(repr=False, compare=False)

    def answered(self, skill: SkillId, right: bool | None) -> Placement:
        """After one more answer. Raises `UnknownName` when the course has no such skill."""
        place = _place(self.course, skill)
        return replace(
            self,
            answers=(*self.answers, Answer(skill, right)),
            _believed=self._believed.after(place, _evidence(right)),
        )

    def question(self) -> Question | None:
        """What to ask now; `None` once nothing is left that is worth asking."""
        return self._question

    def ended(self) -> bool:
        return self._question is None

    def belief(self, skill: SkillId) -> float:
        """The probability that the learner has the skill, given all answers; 1 for what is proved."""
        place = _place(self.course, skill)
        return 1.0 if skill in self.proved else self._believed.known[place]

    def beliefs(self) -> Mapping[SkillId, float]:
        """The belief in every skill, in the course's order."""
        known = zip(self.course.graph.order, self._believed.known, strict=True)
        return MappingProxyType({skill: 1.0 if skill in self.proved else chance for skill, chance in known})

    def outcome(self) -> Outcome:
        """At any time: ending early is allowed."""
        beliefs = self.beliefs()
        shown = bool(self.proved) or any(answer.right for answer in self.answers)
        likely = (skill for skill, chance in beliefs.items() if chance > CREDITED and skill not in self.proved)
        credited = tuple(likely) if shown else ()
        return Outcome(
            credited=credited,
            beliefs=tuple(round(1000 * beliefs[skill]) for skill in credited),
            confirm=self._to_confirm(credited, beliefs),
            expected_right=sum(max(chance, 1 - chance) for chance in beliefs.values()) / max(len(beliefs), 1),
        )

    @cached_property
    def _question(self) -> Question | None:
        candidates = self._candidates()
        if len(self.answers) >= self.limit or not candidates or self._sure():
            return None
        gains = {each: self._believed.gain(each) for each in self._believed.promising(candidates, LOOKED_AT)}
        best = max(gains, key=lambda each: gains[each])
        if len(self.answers) >= LONG and gains[best] < WORTH_ASKING:
            return None
        skill = self.course.graph.order[best]
        return Question(skill, len(self.answers) + 1, self._believed.known[best], self._tells(best))

    def _sure(self) -> bool:
        return self._believed.expected_right() > ENOUGH * len(self._believed.known)

    def _candidates(self) -> list[int]:
        over = self.proved.union(answer.skill for answer in self.answers)
        return [
            place for place, skill in enumerate(self.course.graph.order) if skill in self.askable and skill not in over
        ]

    def _tells(self, place: int) -> tuple[SkillId, ...]:
        shifts = self._believed.shifts(place)
        others = sorted((-abs(shift), other) for other, shift in enumerate(shifts) if other != place)
        return tuple(self.course.graph.order[other] for _, other in others[:_TELLS])

    def _to_confirm(self, credited: tuple[SkillId, ...], beliefs: Mapping[SkillId, float]) -> tuple[SkillId, ...]:
        rests = dict.fromkeys(credited, 1)
        for skill in credited:
            for before in self.course.graph.before(skill):
                if before in rests:
                    rests[before] += 1
        at_stake = {skill: (1 - beliefs[skill]) * rests[skill] for skill in credited}
        return tuple(sorted(credited, key=lambda skill: -at_stake[skill])[:_CONFIRM])


def begin(
    course: Course,
    askable: Iterable[SkillId],
    *,
    proved: Iterable[SkillId] = (),
    answers: Iterable[Answer] = (),
    limit: int = QUESTIONS,
) -> Placement:
    """A placement in `course`, or one that is taken up again with the answers it already has.

    Only skills in `askable` are asked about. `proved` are skills shown by work: they are not asked about and not
    credited again, and tell about the others. Answers about skills the course no longer has are passed over; an
    unknown skill in `askable` or `proved` raises `UnknownName`.
    """
    places = {skill: place for place, skill in enumerate(course.graph.order)}
    may_ask, shown = frozenset(askable), frozenset(proved)
    for skill in may_ask | shown:
        _place(course, skill)
    given = tuple(answer for answer in answers if answer.skill in places)
    believed = Beliefs.at_first(course)
    for skill in _ends(course, shown):
        believed = believed.after(places[skill], PROVED)
    for answer in given:
        believed = believed.after(places[answer.skill], _evidence(answer.right))
    return Placement(course, may_ask, shown, given, limit, believed)


def _ends(course: Course, proved: frozenset[SkillId]) -> tuple[SkillId, ...]:
    """The proved skills on which no other proved one rests: with what they imply, they tell nearly all."""
    return course.graph.in_order(proved - course.graph.before(*proved))


def _evidence(right: bool | None) -> Evidence:
    if right is None:
        return PASSED_OVER
    return RIGHT if right else WRONG


def _place(course: Course, skill: SkillId) -> int:
    course.skill(skill)  # raises with the nearest names
    return course.graph.order.index(skill)
