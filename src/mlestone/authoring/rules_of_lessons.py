"""Rules for lessons: a problem first, cells that run, demos that hold at both ends of their sliders."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlestone.authoring.filler import fillers_in
from mlestone.authoring.rule import Fault, LessonRule
from mlestone.authoring.seen import LessonSeen
from mlestone.course.lesson import Cell, Demo, Prose

FEWEST_WORDS, MOST_WORDS = 600, 1400
TEMPLATE_MARK = "replace:"
"""Stands in what `author new` makes, wherever an author's own words have to come."""
_CODE_OR_MATHS = re.compile(r"^```.*?^```$|\$\$.*?\$\$|\$[^$\n]+\$", re.DOTALL | re.MULTILINE)
_WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
_HOLLOW_OPENING = re.compile(
    r"(?i)\W*(in this (lesson|section|chapter|tutorial)|welcome|this lesson|we will|let's|today)\b"
)


class IsReadable(LessonRule):
    code = "L101"
    name = "its body can be read"
    why = "A cell that cannot be cut out, or a demo without controls, leaves a hole in the page."
    bad = "def waves(n): ...  # a demo: which values may n take?"
    good = "def waves(n: range(1, 31) = 5): ..."

    def faults(self, seen: LessonSeen) -> Iterator[Fault]:
        for problem in seen.problems:
            yield Fault(problem.line, problem.message, problem.hint)


class StartsWithSomething(LessonRule):
    code = "L102"
    name = "it begins with something going wrong, not with an announcement"
    why = "The first line decides whether the second is read; what a lesson is about stands in its title."
    bad = "In this lesson we will learn how to scale features."
    good = "One column of a wine list changed its unit, and the model went from 68 to 84 percent."

    def faults(self, seen: LessonSeen) -> Iterator[Fault]:
        first = seen.lesson.blocks[0] if seen.lesson is not None and seen.lesson.blocks else None
        if isinstance(first, Prose) and _HOLLOW_OPENING.match(first.text):
            yield Fault(first.line, f"the lesson opens with {first.text[:40]!r}", "Begin with the problem itself.")


class IsTenMinutesLong(LessonRule):
    code = "L103"
    name = f"it has {FEWEST_WORDS} to {MOST_WORDS:,} words"
    why = "Less leaves the traps out, more is not read in ten minutes. Code and formulas are not counted."
    bad = "A page of two paragraphs, or a chapter."
    good = "A problem, the idea, the maths, the code, the library, the traps, when not to use it."

    def faults(self, seen: LessonSeen) -> Iterator[Fault]:
        if seen.lesson is None:
            return
        prose = [block for block in seen.lesson.blocks if isinstance(block, Prose)]
        words = sum(len(_WORD.findall(_CODE_OR_MATHS.sub("", block.text))) for block in prose)
        if not FEWEST_WORDS <= words <= MOST_WORDS:
            line = prose[0].line if prose else 1
            message = f"the lesson has {words} words; it may have {FEWEST_WORDS} to {MOST_WORDS}"
            way_out = "Leave out what the proofs do not need." if words > MOST_WORDS else "Are the traps all there?"
            yield Fault(line, message, way_out)


class HasADemo(LessonRule):
    code = "L104"
    name = "it has a demo"
    why = "What one's own hand has moved is remembered; a lesson puts the reader's hand on its idea at least once."
    bad = "Three figures of three learning rates."
    good = "One demo whose slider is the learning rate, with a surprise in its range."

    def faults(self, seen: LessonSeen) -> Iterator[Fault]:
        if seen.lesson is not None and not any(isinstance(block, Demo) for block in seen.lesson.blocks):
            yield Fault(1, "the lesson has no demo", "Write one: a fence of ```python demo with one function in it.")


class CellsRun(LessonRule):
    code = "L105"
    name = "its cells run, from the first to the last"
    why = "A reader's first cell that fails through our fault is often the last one they run."
    bad = "A cell that uses a name of a cell that was deleted."
    good = "Cells that run top to bottom in a fresh Python of the skill's kit."

    def faults(self, seen: LessonSeen) -> Iterator[Fault]:
        for block in _cells(seen):
            ran = seen.cells.get(block.line)
            if block.fails and ran is not None and not ran.is_lost:
                continue
            if ran is None:
                message = "the cell was not reached: what stands above it ended its Python"
                yield Fault(block.line, message, "Mend the cell above first.")
            elif ran.failed:
                hint = "Make it smaller or shorter." if ran.is_lost else "If it is meant to, write ```python fails"
                yield Fault(ran.line, f"the cell fails: {ran.error}", hint)


class FailingCellsFail(LessonRule):
    code = "L106"
    name = "its cells marked `fails` fail"
    why = "A trap that is announced and does not snap teaches that it is none."
    bad = "np.ones((3, 2)) + np.ones(2)  # broadcasts"
    good = "np.ones((3, 2)) + np.ones(3)"

    def faults(self, seen: LessonSeen) -> Iterator[Fault]:
        for block in _cells(seen):
            ran = seen.cells.get(block.line)
            if block.fails and ran is not None and not ran.failed:
                yield Fault(block.line, "the cell is marked `fails`, and runs", "Take `fails` away, or mend the trap.")


class DemosHold(LessonRule):
    code = "L107"
    name = "its demos return a figure or a table, at the start and at both ends of every control"
    why = "The end of a slider is where everyone drags it first."
    bad = "def smooth(width: range(0, 9) = 3): ...  # a window of 0 divides by zero"
    good = "def smooth(width: range(1, 9) = 3): ..."

    def faults(self, seen: LessonSeen) -> Iterator[Fault]:
        for block in seen.lesson.blocks if seen.lesson is not None else ():
            ran = seen.cells.get(block.line)
            if isinstance(block, Demo) and ran is not None and ran.failed:
                yield Fault(
                    ran.line, f"the demo cannot be defined: {ran.error}", "Does a cell above define what it uses?"
                )
        for call in seen.calls:
            settings = ", ".join(f"{name}={value!r}" for name, value in call.settings.items())
            text = f"{call.demo.function}({settings})"
            if call.ran.failed:
                yield Fault(call.demo.line, f"{text} fails: {call.ran.error}", "Narrow the control, or handle its end.")
            elif not {"figure", "table"} & set(call.ran.shown):
                yield Fault(call.demo.line, f"{text} shows neither a figure nor a table", "Return one.")


class SaysNoFiller(LessonRule):
    code = "L108"
    name = "it has no filler"
    why = "Whoever does not find it simple, obvious or easy is told that they should."
    bad = "Simply divide by the norm."
    good = "Divide by the norm."

    def faults(self, seen: LessonSeen) -> Iterator[Fault]:
        for block in seen.lesson.blocks if seen.lesson is not None else ():
            if isinstance(block, Prose):
                for line, word in fillers_in(_CODE_OR_MATHS.sub(_as_lines, block.text)):
                    yield Fault(block.line + line, f"{word!r} is filler", "Leave it out.")


class IsFinished(LessonRule):
    code = "L109"
    name = "nothing of the template is left in it"
    why = "What `author new` writes is there to be replaced."
    bad = "Replace: something that goes wrong."
    good = "A thermometer jitters by two degrees."

    def faults(self, seen: LessonSeen) -> Iterator[Fault]:
        for block in seen.lesson.blocks if seen.lesson is not None else ():
            for number, line in enumerate(block.text.split("\n") if isinstance(block, Prose) else ()):
                if line.lower().startswith(TEMPLATE_MARK):
                    yield Fault(block.line + number, f"the template's words are still there: {line}", "Write your own.")


LESSON_RULES: tuple[LessonRule, ...] = (
    IsReadable(),
    StartsWithSomething(),
    IsTenMinutesLong(),
    HasADemo(),
    CellsRun(),
    FailingCellsFail(),
    DemosHold(),
    SaysNoFiller(),
    IsFinished(),
)


def _cells(seen: LessonSeen) -> list[Cell]:
    return [block for block in seen.lesson.blocks if isinstance(block, Cell)] if seen.lesson is not None else []


def _as_lines(match: re.Match[str]) -> str:
    """Nothing but the line ends, so that lines are counted as before."""
    return "\n" * match[0].count("\n")
