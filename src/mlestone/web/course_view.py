"""What the page knows of the course: made once, sent once, kept by the browser until the course changes."""

from __future__ import annotations

from typing import Any

from mlestone import __version__
from mlestone.course.index import fingerprint
from mlestone.course.model import Course, Skill
from mlestone.web.layout import Layout, lay_out


def course_view(course: Course) -> dict[str, Any]:
    """All regions, skills, tracks and roadmaps, and where everything stands on the map."""
    depth = _depths(course)
    order = course.graph.order
    place = {skill: number for number, skill in enumerate(order)}
    return {
        "fingerprint": fingerprint((course.root, *course.beside))[:16],
        "version": __version__,
        "regions": [
            {
                "id": region.id,
                "title": region.title,
                "colour": region.colour,
                "about": region.about,
                "order": region.order,
                "skills": list(region.skills),
            }
            for region in course.regions.values()
        ],
        "skills": [_skill(course, course.skills[skill], depth[skill]) for skill in order],
        "layout": layout_view(lay_out(course)),
        "tracks": [
            {
                "id": track.id,
                "title": track.title,
                "description": track.description,
                "roadmap": track.roadmap,
                "targets": list(track.targets),
                "skills": [place[skill] for skill in course.way_to(track.targets)],
            }
            for track in course.tracks.values()
        ],
        "roadmaps": [{"id": roadmap.id, "title": roadmap.title} for roadmap in course.roadmaps.values()],
        "kits": [{"name": kit.name, "title": kit.title} for kit in course.kits.values()],
    }


def layout_view(layout: Layout) -> dict[str, Any]:
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
        "skills": {skill: {"x": x, "y": y} for skill, (x, y) in layout.skills.items()},
        "edges": [
            {"from": edge.needed, "to": edge.needing, "cross": edge.cross, "way": edge.way} for edge in layout.edges
        ],
    }


def _skill(course: Course, skill: Skill, depth: int) -> dict[str, Any]:
    return {
        "id": skill.id,
        "title": skill.title,
        "region": skill.region,
        "needs": list(skill.needs),
        "opens": list(course.graph.opens(skill.id)),
        "minutes": skill.minutes,
        "written": not skill.planned,
        "kit": skill.kit,
        "depth": depth,
        "proofs": len(skill.proofs),
    }


def details_view(course: Course) -> dict[str, Any]:
    """What is shown of a skill when somebody points at it; the map is drawn before this arrives."""
    return {
        "skills": {
            skill.id: {
                "outcome": skill.outcome,
                "tools": list(skill.tools),
                "proofs": [
                    {"id": proof.id, "name": proof.name, "kind": proof.kind.value, "written": not proof.planned}
                    for proof in skill.proofs
                ],
            }
            for skill in course.skills.values()
        }
    }


def _depths(course: Course) -> dict[str, int]:
    """How many skills the longest way to each has before it."""
    depths: dict[str, int] = {}
    for skill in course.graph.order:
        depths[skill] = max((depths[need] + 1 for need in course.graph.needs(skill)), default=0)
    return depths
