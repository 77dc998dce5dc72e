"""The graph, compared with slower and plainer ways to the same answers."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from mlestone.base.ids import SkillId
from mlestone.course.graph import Graph, Needs, cycles, redundant_needs


@st.composite
def acyclic(draw: st.DrawFn) -> Needs:
    """Needs without a cycle, listed in an order that has nothing to do with them."""
    names = [SkillId(f"s{number}") for number in range(draw(st.integers(0, 12)))]
    needs = {
        name: tuple(draw(st.lists(st.sampled_from(names[:place]), unique=True))) if place else ()
        for place, name in enumerate(names)
    }
    return {name: needs[name] for name in draw(st.permutations(names))}


@st.composite
def anything(draw: st.DrawFn) -> Needs:
    """Needs of any shape: cycles, loops, unknown names, repetitions."""
    names = [SkillId(f"s{number}") for number in range(draw(st.integers(0, 8)))]
    some = st.lists(st.sampled_from([*names, SkillId("unknown")]), max_size=4)
    return {name: tuple(draw(some)) for name in names}


def plainly_before(needs: Needs, skill: SkillId) -> set[SkillId]:
    found: set[SkillId] = set()
    while True:
        reached = {need for one in {skill, *found} for need in needs.get(one, ()) if need in needs}
        if reached <= found:
            return found
        found |= reached


@given(acyclic())
def test_before_and_closure_hold_everything_needed(needs: Needs) -> None:
    graph = Graph(needs)
    for skill in needs:
        assert graph.before(skill) == plainly_before(needs, skill)
        assert graph.closure([skill]) == plainly_before(needs, skill) | {skill}


@given(acyclic())
def test_opens_is_needs_the_other_way_round(needs: Needs) -> None:
    graph = Graph(needs)
    assert {(need, skill) for skill in needs for need in graph.needs(skill)} == {
        (skill, opened) for skill in needs for opened in graph.opens(skill)
    }


@given(acyclic())
def test_the_order_holds_each_skill_once_after_what_it_needs(needs: Needs) -> None:
    order = Graph(needs).order
    assert sorted(order) == sorted(needs)
    place = {skill: number for number, skill in enumerate(order)}
    assert all(place[need] < place[skill] for skill in needs for need in needs[skill])


@given(acyclic())
def test_the_order_departs_from_the_author_s_only_where_needs_force_it(needs: Needs) -> None:
    """Whenever a later-listed skill comes first, the earlier-listed one was not ready yet."""
    order = Graph(needs).order
    rank = {skill: number for number, skill in enumerate(needs)}
    for place, (skill, following) in enumerate(pairwise(order)):
        if rank[following] < rank[skill]:
            assert skill in needs[following], (place, order)


@given(acyclic(), st.data())
def test_the_way_to_targets_holds_what_they_need_and_keeps_their_order(needs: Needs, data: st.DataObject) -> None:
    graph = Graph(needs)
    targets = data.draw(st.lists(st.sampled_from(list(needs)), unique=True)) if needs else []
    way = graph.way_to(targets)
    assert len(set(way)) == len(way)
    assert set(way) == graph.closure(targets)
    for number, skill in enumerate(way):
        assert set(needs[skill]) <= set(way[:number])
    for earlier, later in pairwise(targets):
        assert way.index(earlier) < way.index(later) or later in graph.before(*targets[: targets.index(later)])


@given(acyclic(), st.data())
def test_in_order_is_the_course_s_order(needs: Needs, data: st.DataObject) -> None:
    graph = Graph(needs)
    some = data.draw(st.lists(st.sampled_from(list(needs)))) if needs else []
    assert graph.in_order(some) == tuple(skill for skill in graph.order if skill in some)


@given(acyclic())
def test_without_a_cycle_none_is_found(needs: Needs) -> None:
    assert cycles(needs) == []


@given(anything())
def test_a_cycle_is_found_exactly_where_one_is(needs: Needs) -> None:
    found = cycles(needs)
    for cycle in found:
        assert cycle[0] == cycle[-1]
        assert len(set(cycle)) == len(cycle) - 1
        assert all(later in needs[earlier] for earlier, later in pairwise(cycle))
    knotted = {skill for skill in needs if skill in plainly_before(needs, skill)}
    assert {skill for cycle in found for skill in cycle} <= knotted
    knots = {
        frozenset(o for o in knotted if skill in plainly_before(needs, o) and o in plainly_before(needs, skill))
        for skill in knotted
    }
    assert len(found) == len(knots)


@given(acyclic())
def test_a_need_is_redundant_when_taking_it_away_changes_nothing(needs: Needs) -> None:
    plainly = set()
    for skill in needs:
        for need in needs[skill]:
            without = {**needs, skill: tuple(other for other in needs[skill] if other != need)}
            if need in plainly_before(without, skill):
                plainly.add((skill, need))
    found = redundant_needs(needs)
    assert {(skill, need) for skill, need, _ in found} == plainly
    assert all(need in plainly_before(needs, through) for _, need, through in found)


@given(anything())
def test_redundancy_can_be_asked_of_any_needs(needs: Needs) -> None:
    for skill, need, through in redundant_needs(needs):
        assert {need, through} <= set(needs[skill])


def test_a_chain_of_ten_thousand_needs_no_recursion() -> None:
    names = [SkillId(f"s{number}") for number in range(10_000)]
    chain: Needs = {names[0]: (), **{later: (earlier,) for earlier, later in pairwise(names)}}
    assert Graph(chain).order == tuple(names)
    assert cycles(chain) == []
    assert cycles({**chain, names[0]: (names[-1],)})[0][:2] == (names[0], names[-1])
