"""What the shell offers when Tab is pressed: names of the course, with their titles where the shell shows them.

Completion never complains: where the course cannot be read there is nothing to offer.
"""

from __future__ import annotations

from collections.abc import Iterator

from mlestone.base.errors import MlestoneError
from mlestone.course.model import Course

Offer = tuple[str, str]


def proofs(incomplete: str) -> Iterator[Offer]:
    """Proofs that are written."""
    course = _course()
    if course is None:
        return
    for skill in course.skills.values():
        written = [proof for proof in skill.proofs if not proof.planned]
        for proof in written:
            if proof.id.startswith(incomplete):
                yield proof.id, skill.title


def skills(incomplete: str) -> Iterator[Offer]:
    course = _course()
    for skill in course.skills.values() if course else ():
        if skill.id.startswith(incomplete):
            yield skill.id, skill.title


def places(incomplete: str) -> Iterator[Offer]:
    """Regions, then skills."""
    course = _course()
    for region in course.regions.values() if course else ():
        if region.id.startswith(incomplete):
            yield region.id, region.title
    yield from skills(incomplete)


def tracks(incomplete: str) -> Iterator[Offer]:
    course = _course()
    for track in course.tracks.values() if course else ():
        if track.id.startswith(incomplete):
            yield track.id, track.title


def roadmaps(incomplete: str) -> Iterator[Offer]:
    course = _course()
    for roadmap in course.roadmaps.values() if course else ():
        if roadmap.id.startswith(incomplete):
            yield roadmap.id, roadmap.title


def kits(incomplete: str) -> Iterator[str]:
    from mlestone.engine.making.recipe import recipe_names

    return (name for name in recipe_names() if name.startswith(incomplete))


def _course() -> Course | None:
    from mlestone.study.study import Study

    try:
        return Study.open().course
    except MlestoneError:
        return None
