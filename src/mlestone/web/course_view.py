"""What the page knows of the course: made once, sent once, kept by the browser until the course changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mlestone import __version__
from mlestone.base.ids import SkillId
from mlestone.course.index import fingerprint
from mlestone.course.model import Course, Skill
from mlestone.web.layout import Layout, lay_out


def course_view(course: Course) -> dict[str, Any]:
    """All regions, skills, tracks and roadmaps, and where everything stands on the map."""
    order = course.graph.order
    place = {skill: number for number, skill in enumerate(order)}
    layout = lay_out(course)
    return {
        "fingerprint": fingerprint((course.root, *course.beside))[:16],
        "version": __version__,
        "regions": [
            {
                "id": region.id,
                "title": region.title,
                "colour": region.colour,
                "order": region.order,
            }
            for region in course.regions.values()
        ],
        "skills": [_skill(course.skills[skill], layout.skills[skill]) for skill in order],
        "layout": layout_view(layout, place),
        "tracks": [
            {
                "id": track.id,
                "title": track.title,
                "roadmap": track.roadmap,
                "targets": [place[skill] for skill in track.targets],
            }
            for track in course.tracks.values()
        ],
        "roadmaps": [{"id": roadmap.id, "title": roadmap.title} for roadmap in course.roadmaps.values()],
    }


def layout_view(layout: Layout, place: Mapping[SkillId, int]) -> dict[str, Any]:
    """Where regions are and how lines turn. A line's start and end are its nodes', so they are not said."""
    return {
        "width": layout.width,
        "height": layout.height,
        "node": {"width": layout.node_width, "height": layout.node_height},
        "regions": [
            {
                "id": region,
                "x": box.x,
                "y": box.y,
                "width": box.width,
                "height": box.height,
                "title": {"x": box.x + layout.padding, "y": box.y + layout.title_line},
            }
            for region, box in layout.regions.items()
        ],
        "edges": [[place[edge.needed], place[edge.needing], *_steps(edge.way)] for edge in layout.edges],
    }


def _steps(way: tuple[int, ...]) -> list[int]:
    """How far a line goes from each turn to the next; small numbers that come again and again pack well."""
    x, y, *turns, _ = way  # alternately a y and an x
    return [place - before for place, before in zip(turns, (y, x, *turns), strict=False)]


def _skill(skill: Skill, middle: tuple[int, int]) -> dict[str, Any]:
    x, y = middle
    return {
        "id": skill.id,
        "title": skill.title,
        "region": skill.region,
        "minutes": skill.minutes,
        "written": not skill.planned,
        "x": x,
        "y": y,
    }


def details_view(course: Course) -> dict[str, Any]:
    """What is shown of a skill when somebody points at it; the map is drawn before this arrives."""
    return {
        "skills": {
            skill.id: {
                "outcome": skill.outcome,
                "kit": skill.kit,
                "tools": list(skill.tools),
                "proofs": [
                    {"id": proof.id, "name": proof.name, "kind": proof.kind.value, "written": not proof.planned}
                    for proof in skill.proofs
                ],
            }
            for skill in course.skills.values()
        },
        "regions": {region.id: {"about": region.about} for region in course.regions.values()},
        "tracks": {track.id: {"description": track.description} for track in course.tracks.values()},
    }
