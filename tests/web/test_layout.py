"""The map of the built-in course: nothing overlaps, lines touch no skill, and it is the same each time."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from mlestone.base.ids import SkillId
from mlestone.base.settings import builtin_course
from mlestone.course.index import indexed_course
from mlestone.course.model import Course
from mlestone.web.layout import Box, Edge, Layout, lay_out


@pytest.fixture(scope="module")
def course() -> Course:
    return indexed_course(builtin_course())


@pytest.fixture(scope="module")
def layout(course: Course) -> Layout:
    return lay_out(course)


def node(layout: Layout, skill: SkillId) -> Box:
    x, y = layout.skills[skill]
    width, height = layout.node_width, layout.node_height
    return Box(x - width // 2, y - height // 2, width, height)


def overlap(one: Box, other: Box) -> bool:
    beside = one.x + one.width <= other.x or other.x + other.width <= one.x
    above = one.y + one.height <= other.y or other.y + other.height <= one.y
    return not (beside or above)


def within(inner: Box, outer: Box) -> bool:
    return (
        outer.x <= inner.x
        and outer.y <= inner.y
        and inner.x + inner.width <= outer.x + outer.width
        and inner.y + inner.height <= outer.y + outer.height
    )


def legs(edge: Edge) -> list[Box]:
    """A line as thin boxes, one for each straight part."""
    x, y, *turns = edge.way
    points = [(x, y)]
    for number, turn in enumerate(turns):
        x, y = (x, turn) if number % 2 == 0 else (turn, y)
        points.append((x, y))
    return [Box(min(a, c), min(b, d), abs(c - a), abs(d - b)) for (a, b), (c, d) in pairwise(points)]


def test_every_skill_and_every_need_is_on_it(course: Course, layout: Layout) -> None:
    assert set(layout.skills) == set(course.skills)
    assert set(layout.regions) == {region.id for region in course.regions.values() if region.skills}
    needs = {(need, skill.id) for skill in course.skills.values() for need in skill.needs}
    assert {(edge.needed, edge.needing) for edge in layout.edges} == needs
    assert len(layout.edges) == len(needs)


def test_regions_overlap_neither_each_other_nor_the_edge(layout: Layout) -> None:
    for one, other in combinations(layout.regions.values(), 2):
        assert not overlap(one, other)
    whole = Box(0, 0, layout.width, layout.height)
    assert all(within(box, whole) for box in layout.regions.values())


def test_skills_overlap_nowhere_and_stand_in_their_region_below_its_title(course: Course, layout: Layout) -> None:
    for one, other in combinations(layout.skills, 2):
        assert not overlap(node(layout, one), node(layout, other)), (one, other)
    for skill in layout.skills:
        region = layout.regions[course.skills[skill].region]
        assert within(node(layout, skill), region), skill
        assert node(layout, skill).y > region.y + layout.title_line


def test_within_a_region_whatever_is_needed_stands_above(course: Course, layout: Layout) -> None:
    for skill in course.skills.values():
        for need in skill.needs:
            if course.skills[need].region == skill.region:
                assert layout.skills[need][1] < layout.skills[skill.id][1]


def test_lines_lead_from_below_one_skill_to_above_the_other(layout: Layout) -> None:
    for edge in layout.edges:
        (x, y), (to_x, to_y) = layout.skills[edge.needed], layout.skills[edge.needing]
        last = legs(edge)[-1]
        assert edge.way[:2] == (x, y + layout.node_height // 2)
        assert last.width == 0
        assert last.x == to_x
        assert to_y - layout.node_height // 2 in (last.y, last.y + last.height)


def test_no_line_touches_a_skill_it_does_not_lead_to(layout: Layout) -> None:
    nodes = {skill: node(layout, skill) for skill in layout.skills}
    for edge in layout.edges:
        for leg in legs(edge):
            thin = Box(leg.x - 1, leg.y - 1, leg.width + 2, leg.height + 2)
            for skill, box in nodes.items():
                if skill not in (edge.needed, edge.needing):
                    assert not overlap(thin, box), (edge, skill)


def test_lines_stay_on_the_map(layout: Layout) -> None:
    whole = Box(0, 0, layout.width, layout.height)
    assert all(within(leg, whole) for edge in layout.edges for leg in legs(edge))


def test_it_has_the_shape_of_the_panel_and_fills_it(layout: Layout) -> None:
    assert 1.7 < layout.width / layout.height < 2.4
    covered = sum(box.width * box.height for box in layout.regions.values())
    assert covered > 0.7 * layout.width * layout.height


def test_the_course_goes_from_left_to_right(course: Course, layout: Layout) -> None:
    ordered = [layout.regions[region].x for region in course.regions]
    assert ordered == sorted(ordered)


def test_the_same_course_always_looks_the_same(course: Course, layout: Layout) -> None:
    assert lay_out(course) == layout


def test_a_course_without_skills_has_a_map_without_any(course: Course) -> None:
    from dataclasses import replace

    from mlestone.course.graph import Graph

    nothing = lay_out(replace(course, regions={}, skills={}, graph=Graph({})))
    assert (nothing.skills, nothing.edges) == ({}, ())
