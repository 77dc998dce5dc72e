"""How long written lessons run from top to bottom, and how quickly their demos are drawn anew.

    python benchmarks/lessons.py [SKILL…]

A lesson's time is that of its cells in a warm kit, every demo drawn once as it begins; a demo's is the median of three
redraws, at the slowest of its start and the ends of its controls. A lesson whose cells fail is not timed but named.
"""

import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from mlestone.authoring.examine import settings_of
from mlestone.course.lesson import Cell, Demo, Prose, read_lesson
from mlestone.course.model import Skill
from mlestone.engine.engine import LESSON_LIMITS, Engine
from mlestone.engine.job import imports_of
from mlestone.engine.session import Ended, Happening, Session, SessionLost
from mlestone.study.study import Study

LESSON, REDRAW = 10.0, 0.150  # seconds
REDRAWS = 3


@dataclass
class Took:
    """Seconds: of the lesson, and of each demo's slowest redraw."""

    lesson: float = 0.0
    redraws: list[float] = field(default_factory=list)


def main() -> None:
    with Study.open() as study:
        named = [study.course.skill(name) for name in sys.argv[1:]]
        skills = named or [skill for skill in study.course.skills.values() if not skill.planned]
        print(f"{'lesson':34}{'≤ 10 s':>10}{'demos, ≤ 150 ms':>24}", flush=True)
        took = {skill.id: timed(study.engine, skill) for skill in skills}
    done = [each for each in took.values() if each]
    slow = sum(each.lesson > LESSON for each in done)
    redraws = [one for each in done for one in each.redraws]
    late = sum(one > REDRAW for one in redraws)
    print(f"{len(done)} of {len(took)} lessons timed: {slow} above {LESSON:g} s")
    median = 1000 * statistics.median(redraws or [0])
    print(f"{len(redraws)} demos, median {median:.0f} ms: {late} above {1000 * REDRAW:g} ms")


def timed(engine: Engine, skill: Skill) -> Took | None:
    took = Took()
    code = [block for block in read_lesson(skill.path).blocks if not isinstance(block, Prose)]
    imports = frozenset[str]().union(*(imports_of(block.source) for block in code))
    try:
        with engine.session(skill.kit, imports=imports, limits=LESSON_LIMITS) as session:
            for block in code:
                took.lesson += seconds(session.run(block.source), fails=isinstance(block, Cell) and block.fails)
                if isinstance(block, Demo):
                    took.lesson += seconds(session.demo(block.function, settings_of(block.controls)[0]))
                    took.redraws.append(slowest_redraw(session, block))
    except (RuntimeError, SessionLost) as failed:
        print(f"{skill.id:34}{failed}", flush=True)
        return None
    demos = ", ".join(f"{1000 * one:.0f}" for one in took.redraws)
    print(f"{skill.id:34}{took.lesson:>8.1f} s{demos:>21} ms", flush=True)
    return took


def slowest_redraw(session: Session, demo: Demo) -> float:
    every = settings_of(demo.controls)
    return max(
        statistics.median(seconds(session.demo(demo.function, settings)) for _ in range(REDRAWS)) for settings in every
    )


def seconds(happenings: Iterator[Happening], *, fails: bool = False) -> float:
    """How long it took until it was done."""
    start = time.perf_counter()
    [end] = [each for each in happenings if isinstance(each, Ended)]
    if end.failed != fails:
        raise RuntimeError("a cell or a demo failed" if end.failed else "a cell that is meant to fail did not")
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
