"""The laws of a record: in pieces as at once, written down and read back, no larger for a longer log."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlestone.base.ids import ProofId, SkillId, TrackId
from mlestone.learning.events import (
    Contested,
    Event,
    GaveUp,
    Happening,
    HintShown,
    LessonRead,
    PlacementAnswered,
    PlacementEnded,
    Planned,
    Purpose,
    Started,
    Submitted,
    Unknown,
    Unplanned,
)
from mlestone.learning.folding import fold
from mlestone.learning.record import EMPTY, Record
from mlestone.learning.record_form import NotARecord, as_plain, fingerprint, from_plain
from mlestone.learning.standing import standings

from .conftest import CHAIN, DAY, MONDAY, TWO, Story, course_of

COURSE = course_of({**CHAIN, "drawing": (), "plotting": ("drawing", "counting")})

skills = st.sampled_from([*COURSE.skills, SkillId("retired")])
proofs = st.builds(lambda skill, kind: ProofId(f"{skill}/{kind}"), skills, st.sampled_from(TWO))
seconds = st.none() | st.floats(0, 5000)
purposes = st.sampled_from(Purpose)
whats: st.SearchStrategy[Happening] = st.one_of(
    st.builds(Started, proofs),
    st.builds(HintShown, proofs, st.integers(1, 4)),
    st.builds(GaveUp, proofs),
    st.builds(PlacementAnswered, st.sampled_from("pq"), skills, st.none() | st.booleans(), proofs, st.integers(0, 9)),
    st.builds(
        PlacementEnded,
        st.sampled_from("pq"),
        st.lists(skills, max_size=3).map(tuple),
        st.lists(st.integers(500, 1000), min_size=3, max_size=3).map(tuple),
    ),
    st.builds(Contested, skills),
    st.builds(
        Planned,
        st.none() | st.just(TrackId("all")),
        st.lists(skills, max_size=2).map(tuple),
        st.floats(0.5, 40),
        st.lists(st.dates(date(2026, 1, 1), date(2027, 1, 1)), max_size=2).map(tuple),
        st.lists(st.integers(0, 6), max_size=2).map(tuple),
    ),
    st.builds(Unplanned),
    st.builds(LessonRead, skills, st.floats(0, 3000)),
    st.builds(Unknown, st.just("dreamt"), st.just({})),
    st.builds(Submitted, proofs, st.integers(0, 9), purposes, st.just("abc"), seconds),
)
statuses = st.sampled_from(["passed", "passed", "failed", "crashed", "not_graded", "not_attempted"])
attempts = st.tuples(proofs, purposes, statuses, seconds, st.none() | st.floats(0, 1), st.sampled_from([(), TWO]))
pauses = st.integers(-3, 60 * 24 * 9)  # minutes; a clock may step back


@st.composite
def logs(draw: st.DrawFn) -> list[Event]:
    story = Story(COURSE)
    for _ in range(draw(st.integers(0, 25))):
        story.later(timedelta(minutes=draw(pauses)))
        if draw(st.booleans()):
            proof, purpose, status, spent, score, written = draw(attempts)
            story.tries(proof, status, purpose=purpose, seconds=spent, score=score, written=written)
        else:
            story.then(draw(whats))
    return story.events


def through_json(record: Record) -> Record:
    return from_plain(json.loads(json.dumps(as_plain(record))))


@settings(max_examples=150)
@given(logs(), st.lists(st.integers(0, 50), max_size=4))
def test_folding_in_pieces_with_snapshots_between_is_folding_from_scratch(log: list[Event], cuts: list[int]) -> None:
    record, begin = EMPTY, 0
    for cut in [*sorted(cuts), len(log)]:
        record = through_json(fold(record, log[begin : max(cut, begin)], COURSE))
        begin = max(cut, begin)
    whole = fold(EMPTY, log, COURSE)
    assert record == whole
    assert json.dumps(as_plain(record)) == json.dumps(as_plain(whole))


@settings(max_examples=100)
@given(logs())
def test_one_entry_at_a_time_is_all_at_once(log: list[Event]) -> None:
    record = EMPTY
    for event in log:
        record = fold(record, [event], COURSE)
    assert record == fold(EMPTY, log, COURSE)


@settings(max_examples=100)
@given(logs(), st.integers(0, 400))
def test_every_record_has_a_standing_for_every_skill(log: list[Event], days: int) -> None:
    record = fold(EMPTY, log, COURSE)
    stand = standings(record, COURSE, MONDAY + days * DAY)
    assert list(stand) == list(COURSE.graph.order)
    for standing in stand.values():
        assert standing.recall is None or 0 <= standing.recall <= 1
        assert (standing.held is None) == (standing.state in ("planned", "open", "ahead", "begun"))
        assert standing.held is None or stand.held >= {standing.skill}
        assert not set(standing.missing) & stand.held


@settings(max_examples=50)
@given(logs())
def test_a_proof_that_passed_stays_passed_and_a_proved_skill_proved(log: list[Event]) -> None:
    half, whole = fold(EMPTY, log[: len(log) // 2], COURSE), fold(EMPTY, log, COURSE)
    for proof, known in half.proofs.items():
        assert known.passed_at is None or whole.proof(proof).passed_at == known.passed_at
    for skill, seen in half.skills.items():
        assert seen.proved_at is None or whole.skill(skill).proved_at == seen.proved_at


def test_a_record_does_not_grow_with_the_log() -> None:
    def size(times: int) -> int:
        story = Story(COURSE)
        for _ in range(times):
            story.then(Submitted(ProofId("counting/code"), 1, Purpose.PROOF, "abc"), Started(ProofId("adding/code")))
            story.tries("counting/code", "failed", "passed").reviews("counting/code", "failed", "passed")
            story.at(MONDAY + (story.now - MONDAY) % DAY)
        return len(json.dumps(as_plain(story.record)))

    assert size(400) < size(200) * 1.1


def test_what_was_written_for_another_form_is_refused() -> None:
    with pytest.raises(NotARecord, match="a record of the form 0 is not read by this version, which reads 2"):
        from_plain({**as_plain(EMPTY), "form": 0})


@pytest.mark.parametrize(
    "change", [{"skills": 3}, {"proofs": {"a/b": ["today"]}}, {"days": [[10**9, 0]]}, {"goal": [1]}, {"placement": []}]
)
def test_what_is_no_record_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(NotARecord, match="this is no record of a learner"):
        from_plain({**as_plain(EMPTY), **change})


def test_the_fingerprint_changes_with_what_folding_reads_and_with_nothing_else() -> None:
    assert fingerprint(course_of()) == fingerprint(course_of(minutes=5))
    assert fingerprint(course_of()) != fingerprint(course_of(planned=["adding/code"]))
    assert fingerprint(course_of()) != fingerprint(course_of({**CHAIN, "dividing": ("adding", "counting")}))
