"""The states of skills."""

import pytest

from mlestone.base.ids import ProofId, SkillId
from mlestone.learning.events import Contested, GaveUp, PlacementEnded, Started
from mlestone.learning.memory import RETENTION, SLIP
from mlestone.learning.record import EMPTY
from mlestone.learning.standing import Held, Standing, State, becoming, standings

from .conftest import DAY, MONDAY, Story, course_of

COUNTING, ADDING, DIVIDING = SkillId("counting"), SkillId("adding"), SkillId("dividing")


def stand(story: Story, skill: SkillId = COUNTING) -> Standing:
    return standings(story.record, story.course, story.now)[skill]


def test_at_first_what_needs_nothing_is_open_and_the_rest_ahead() -> None:
    seen = standings(EMPTY, course_of(), MONDAY)
    assert [seen[skill].state for skill in (COUNTING, ADDING, DIVIDING)] == [State.OPEN, State.AHEAD, State.AHEAD]
    assert seen[DIVIDING].missing == (ADDING,)
    assert seen.counts() == {state: {"open": 1, "ahead": 2}.get(state, 0) for state in State}


def test_proving_a_skill_opens_the_next() -> None:
    story = Story()
    before = standings(story.record, story.course, story.now)
    story.proves("counting")
    became = becoming(before, standings(story.record, story.course, story.now))
    assert (became.proved, became.credited, became.opened) == ((COUNTING,), (), (ADDING,))


def test_proving_ahead_credits_what_was_missing() -> None:
    story = Story()
    before = standings(story.record, story.course, story.now)
    story.proves("dividing")
    became = becoming(before, standings(story.record, story.course, story.now))
    assert (became.proved, became.credited, became.opened) == ((DIVIDING,), (COUNTING, ADDING), ())
    assert (stand(story).state, stand(story).credited_by) == (State.PLACED, DIVIDING)


def test_begun_is_what_was_worked_on_even_ahead() -> None:
    story = Story().then(Started(ProofId("dividing/code")))
    assert (stand(story, DIVIDING).state, stand(story, DIVIDING).missing) == (State.BEGUN, (ADDING,))
    assert stand(Story().passes("counting/code")).state is State.BEGUN


def test_a_skill_nobody_wrote_is_planned_and_stands_in_nobody_s_way() -> None:
    story = Story(course_of(planned=["adding"])).proves("counting")
    assert stand(story, ADDING).state is State.PLANNED
    assert stand(story, DIVIDING).state is State.OPEN


def test_what_a_planned_skill_needs_is_still_missing() -> None:
    story = Story(course_of(planned=["adding"]))
    assert (stand(story, DIVIDING).state, stand(story, DIVIDING).missing) == (State.AHEAD, (COUNTING,))


def test_a_placed_skill_may_be_a_planned_one() -> None:
    story = Story(course_of(planned=["counting"])).then(PlacementEnded("p", (COUNTING,), (800,)))
    seen = stand(story)
    assert (seen.state, seen.written, seen.due) == (State.PLACED, False, None)


def test_a_proof_written_later_takes_nothing_away_and_is_named() -> None:
    early = Story(course_of(planned=["counting/question"]))
    early.tries("counting/code", "passed", written=("code",))
    early.course = course_of()
    seen = stand(early)
    assert (seen.state, seen.new_proofs) == (State.PROVED, (ProofId("counting/question"),))
    assert not stand(early.passes("counting/question")).new_proofs


def test_a_proof_that_left_the_course_is_not_waited_for() -> None:
    story = Story().passes("counting/code")
    when = story.now
    story.course = course_of(proofs={"counting": ("code",)})
    assert stand(story).state is State.PROVED
    assert stand(story).proved_at == when


def test_recall_falls_until_the_skill_fades() -> None:
    story = Story().proves("counting")
    fresh = stand(story)
    assert fresh.recall == pytest.approx(1 - SLIP, abs=0.01)
    assert fresh.due is not None
    assert stand(story.at(fresh.due - DAY)).state is State.PROVED
    faded = stand(story.at(fresh.due))
    assert faded.state is State.FADING
    assert faded.recall == pytest.approx((1 - SLIP) * RETENTION, abs=0.01)
    assert stand(story.reviews("counting/code", "passed")).state is State.PROVED


def test_a_fading_skill_still_opens_what_needs_it() -> None:
    story = Story().proves("counting").later(1000 * DAY)
    assert stand(story).state is State.FADING
    assert stand(story, ADDING).state is State.OPEN


@pytest.mark.parametrize("kinds", [("lab",), ("data", "write"), ("debug",)])
def test_what_has_no_fresh_variants_does_not_fade(kinds: tuple[str, ...]) -> None:
    story = Story(course_of(proofs={"counting": kinds}))
    story.passes(*(f"counting/{kind}" for kind in kinds)).later(1000 * DAY)
    seen = stand(story)
    assert (seen.state, seen.due) == (State.PROVED, None)
    assert seen.recall is not None
    assert seen.recall < 0.8


def test_of_a_placed_skill_recall_is_no_surer_than_the_credit() -> None:
    story = Story().then(PlacementEnded("p", (COUNTING,), (700,)))
    seen = stand(story)
    assert (seen.belief, seen.held) == (0.7, Held.PLACED)
    assert seen.recall == pytest.approx((1 - SLIP) * 0.7)
    assert stand(story.later(DAY).reviews("counting/code", "passed")).belief is None


def test_contested_credit_is_gone() -> None:
    story = Story().then(PlacementEnded("p", (COUNTING,), (900,)), Contested(COUNTING))
    assert (stand(story).state, stand(story).recall) == (State.OPEN, None)


def test_what_was_proved_by_looking_is_weak_until_a_review() -> None:
    story = Story().then(GaveUp(ProofId("counting/code"))).proves("counting")
    seen = stand(story)
    assert (seen.state, seen.weak) == (State.PROVED, True)
    tomorrow = stand(story.later(2 * DAY))
    assert tomorrow.state is State.FADING
    assert not stand(story.reviews("counting/code", "passed")).weak


def test_a_clock_that_ran_ahead_does_not_put_a_review_off_for_years() -> None:
    story = Story(at=MONDAY + 3650 * DAY).proves("counting").at(MONDAY)
    assert stand(story).state is State.FADING
