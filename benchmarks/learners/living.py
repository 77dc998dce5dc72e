"""Simulated months of learning: how honest the plan's dates are, how much reviewing there is, what is foreseen.

Everything MLestone does here is the product's own: the log's entries are folded into a record, the plan and the
reviews come from it. The course is the real one, taken as if all of it were written. What the person does is not
MLestone's idea of it: their speed, the hours they keep and the luck of single skills are drawn, weeks are missed, and
they forget as `forgetting` says.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType

import numpy as np
from benchmarks.learners.forgetting import USE, Sm2, Trace, leaning
from benchmarks.learners.people import Kind, People

from mlestone.base.ids import ProofId, SkillId, TrackId
from mlestone.base.settings import builtin_course
from mlestone.course.graph import Graph
from mlestone.course.load import load_course
from mlestone.course.model import Course
from mlestone.learning.events import Event, Happening, Judged, PlacementEnded, Planned, Purpose, Submitted, event_id
from mlestone.learning.folding import fold
from mlestone.learning.memory import Memory, Rating, due, first, recall, reviewed
from mlestone.learning.pace import REVIEW_MINUTES
from mlestone.learning.planning import plan
from mlestone.learning.record import Record
from mlestone.learning.reviews import Review, due_reviews
from mlestone.learning.standing import standings

START = date(2026, 1, 5)  # a Monday
LONGEST = 3 * 365
# When the plan is asked for a date: as soon as it is made, and with these shares of the way behind.
ASKED_AT = (0.0, 0.25, 0.5, 0.75)
PROBED_EVERY = 30  # days
SLIP = 0.05
SPEED = 0.35
KEPT = 0.30
LUCK = 0.5
MISSED = 0.08
"""The share of weeks in which nothing is learned."""
FAILS_FIRST = 0.3
LESSON = 10.0  # minutes


@dataclass(frozen=True, slots=True)
class Forecast:
    """What the plan said, and how it went."""

    behind: float
    days_to_go: int
    days_said: int
    within: bool
    """The range held."""
    early: bool
    """It was finished before the range began."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """One recall, and what the three said before."""

    recalled: bool
    mlestone: float
    alone: float
    """FSRS fed with the skill's own results, nothing from what rests on it."""
    sm2: float
    review: bool
    """A review that was due, rather than a question asked at a fixed date and logged nowhere."""


@dataclass(frozen=True, slots=True)
class Lived:
    """What became of one learner."""

    finished: bool
    skills: int
    """Learned on the way."""
    days: int
    forecasts: tuple[Forecast, ...]
    foreseen: tuple[Foreseen, ...]
    reviews: int
    review_minutes: float
    minutes: float
    most_reviews_a_day: int


def live(number: int, seed: int) -> Lived | None:
    """The months of one learner; `None` when there is nothing to learn on their track."""
    life = _Life(_written(), np.random.default_rng([seed, number, 1]))
    return life.lived() if life.to_learn else None


class _Life:
    """One learner, from the day the goal is set until it is reached."""

    def __init__(self, course: Course, rng: np.random.Generator) -> None:
        self.course, self.rng = course, rng
        people = People(course)
        person = people.person(rng)
        tracks = list(course.tracks)
        if person.kind is Kind.ENGINEER:
            tracks = tracks[:1]  # they come for all of it, or there would be little to learn
        self.track = tracks[int(rng.integers(len(tracks)))]
        way = course.required_by(self.track)
        held = tuple(skill for skill in way if person.knows[people.place[skill]])
        self.to_learn = [skill for skill in way if skill not in held]
        self.speed = math.exp(rng.normal(0, SPEED))
        self.kept = math.exp(rng.normal(0, KEPT))
        self.hours = float(rng.uniform(3, 12))
        self.off = tuple(int(day) for day in rng.choice(7, size=int(rng.integers(0, 4)), replace=False))
        self.left = {
            skill: course.skills[skill].minutes * self.speed * math.exp(rng.normal(0, LUCK) - LUCK**2 / 2)
            for skill in self.to_learn
        }
        self.took = dict(self.left)
        leanings = dict(zip(course.skills, leaning(rng, len(course.skills)), strict=True))
        self.traces = {skill: Trace(leanings[skill]) for skill in course.skills}
        self.course = _only(self.track)
        self.sm2: dict[SkillId, Sm2] = {}
        self.alone: dict[SkillId, Memory] = {}
        self.events: list[Event] = []
        self.record = Record()
        self.now = datetime.combine(START, time(9), UTC)
        self.forecasts: list[tuple[float, date, date | None, date | None, date | None]] = []
        self.foreseen: list[Foreseen] = []
        self.reviews = self.most_reviews = 0
        self.review_minutes = self.minutes = 0.0
        self._begin(held)

    def lived(self) -> Lived:
        total = len(self.to_learn)
        asked = list(ASKED_AT)
        day = START
        for number in range(LONGEST):
            day = START + timedelta(days=number)
            self.now = datetime.combine(day, time(18), UTC)
            while asked and total - len(self.left) >= asked[0] * total:
                self._ask_plan(asked.pop(0))
            if number and number % PROBED_EVERY == 0:
                self._probe()
            self._day(day, missed=self._missed(number))
            if not self.left:
                break
        return Lived(
            finished=not self.left,
            skills=total - len(self.left),
            days=(day - START).days + 1,
            forecasts=tuple(self._judged(day)) if not self.left else (),
            foreseen=tuple(self.foreseen),
            reviews=self.reviews,
            review_minutes=self.review_minutes,
            minutes=self.minutes,
            most_reviews_a_day=self.most_reviews,
        )

    def _begin(self, held: tuple[SkillId, ...]) -> None:
        # What they know they have used, at some time in the last year.
        for skill in held:
            self.traces[skill].used(self.now - timedelta(days=float(self.rng.uniform(1, 365))))
            self.traces[skill].used(self.now - timedelta(days=float(self.rng.uniform(1, 90))))
        self._log(PlacementEnded("simulated", held, (900,) * len(held)))
        track = self.course.track(self.track)
        self._log(Planned(track.id, track.targets, self.hours, (), self.off))
        self._fold()

    def _missed(self, number: int) -> bool:
        if number % 7 == 0:
            self.missing = bool(self.rng.random() < MISSED)
        return self.missing

    def _day(self, day: date, *, missed: bool) -> None:
        if missed or day.weekday() in self.off:
            return
        minutes = self.hours * 60 / (7 - len(self.off)) * self.kept * float(self.rng.gamma(4, 1 / 4))
        self.minutes += minutes
        minutes -= self._review(minutes / 2)
        while minutes > 0 and self.left:
            skill = next(iter(self.left))
            spent = min(minutes, self.left[skill])
            minutes -= spent
            self.left[skill] -= spent
            if self.left[skill] < 0.01:
                del self.left[skill]
                self._prove(skill)
        self._fold()

    def _review(self, at_most: float) -> float:
        """Reviews as they are due, as long as half of the day's minutes last."""
        spent, done = 0.0, 0
        for review in self._due_reviews():
            if spent >= at_most:
                break
            recalled = self._recalls(review.skill)
            if review.skill in self.sm2:
                self._foresee(review.skill, recalled, review.recall, review=True)
                self.sm2[review.skill].result(recalled, self.now)
                rating = Rating.GOOD if recalled else Rating.AGAIN
                self.alone[review.skill] = reviewed(self.alone[review.skill], rating, self.now)
            if not recalled:
                self._hand_in(review.proof, Purpose.REVIEW, passed=False, seconds=60.0 * REVIEW_MINUTES)
            self._hand_in(review.proof, Purpose.REVIEW, passed=True, seconds=60.0 * REVIEW_MINUTES)
            self.traces[review.skill].used(self.now)
            spent += REVIEW_MINUTES * (1 if recalled else 2) * self.speed
            done += 1
        self.reviews += done
        self.most_reviews = max(self.most_reviews, done)
        self.review_minutes += spent
        return spent

    def _due_reviews(self) -> tuple[Review, ...]:
        # Most days nothing is due, and the memories alone say so: asking for all standings takes fifty times as long.
        known = (each.memory for each in self.record.skills.values() if each.memory is not None)
        if not any(due(self.record.forgetting.of(memory)) <= self.now for memory in known):
            return ()
        return due_reviews(self.record, self.course, self.now)

    def _prove(self, skill: SkillId) -> None:
        proofs = [proof.id for proof in self.course.skills[skill].proofs]
        # The lesson's ten minutes are nobody's to measure: MLestone adds them itself.
        seconds = 60.0 * max(self.took[skill] - LESSON, self.took[skill] / 2) / len(proofs)
        stumbled = False
        for proof in proofs:
            failing = self.rng.random() < FAILS_FIRST
            stumbled |= bool(failing)
            if failing:
                self._hand_in(proof, Purpose.PROOF, passed=False, seconds=seconds / 2)
            self._hand_in(proof, Purpose.PROOF, passed=True, seconds=seconds / (2 if failing else 1))
        self.traces[skill].used(self.now)
        for need in self.course.graph.needs(skill):
            self.traces[need].used(self.now, USE)
        self.sm2[skill] = Sm2()
        self.sm2[skill].learned(self.now)
        self.alone[skill] = first(Rating.HARD if stumbled else Rating.GOOD, self.now)

    def _recalls(self, skill: SkillId) -> bool:
        return bool(self.rng.random() < self.traces[skill].recall(self.now) * (1 - SLIP))

    def _foresee(self, skill: SkillId, recalled: bool, mlestone: float, *, review: bool) -> None:
        alone = recall(self.alone[skill], self.now)
        self.foreseen.append(Foreseen(recalled, mlestone, alone, self.sm2[skill].recall(self.now), review))

    def _probe(self) -> None:
        """Every skill learned so far, asked without telling MLestone."""
        standing = standings(self.record, self.course, self.now)
        for skill in self.sm2:
            chance = standing[skill].recall
            if chance is not None:
                self._foresee(skill, self._recalls(skill), chance, review=False)

    def _ask_plan(self, behind: float) -> None:
        made = plan(self.record, self.course, self.now)
        if made is not None:
            self.forecasts.append((behind, self.now.date(), made.finish, made.earliest, made.latest))

    def _judged(self, finished: date) -> Iterator[Forecast]:
        for behind, asked, said, earliest, latest in self.forecasts:
            if said is None or earliest is None:
                continue
            yield Forecast(
                behind=behind,
                days_to_go=max((finished - asked).days, 1),
                days_said=(said - asked).days,
                within=earliest <= finished and (latest is None or finished <= latest),
                early=finished < earliest,
            )

    def _hand_in(self, proof: ProofId, purpose: Purpose, *, passed: bool, seconds: float) -> None:
        submitted = self._log(Submitted(proof, 1, purpose, "content", seconds))
        written = tuple(each.name for each in self.course.skill(proof.partition("/")[0]).proofs)
        self._log(Judged(submitted.id, proof, purpose, "passed" if passed else "failed", written=written))

    def _log(self, what: Happening) -> Event:
        self.now += timedelta(seconds=1)
        event = Event(event_id(self.now, 0), self.now, what)
        self.events.append(event)
        return event

    def _fold(self) -> None:
        self.record = fold(self.record, self.events, self.course)
        self.events = []


@cache
def _only(track: TrackId) -> Course:
    """What a track asks for. Nothing ever happens to the rest, and asking where they stand takes as long."""
    course = _written()
    way = course.graph.in_order(course.required_by(track))
    return replace(
        course,
        skills=MappingProxyType({skill: course.skills[skill] for skill in way}),
        graph=Graph({skill: course.graph.needs(skill) for skill in way}),
        tracks=MappingProxyType({track: course.tracks[track]}),
    )


@cache
def _written() -> Course:
    """The course as if every skill had its lesson and every proof its file."""
    course = load_course(builtin_course())
    nowhere = Path("simulated")
    skills = {
        name: replace(
            skill, planned=False, proofs=tuple(replace(proof, path=proof.path or nowhere) for proof in skill.proofs)
        )
        for name, skill in course.skills.items()
    }
    return replace(course, skills=MappingProxyType(skills))
