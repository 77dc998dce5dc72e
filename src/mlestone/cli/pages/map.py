"""The map in the terminal: every region as a row of marks; a region as a list; a skill with all that is known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlestone.cli.pages.states import MEANINGS, PROOFS, counted, legend, mark, print_figures
from mlestone.cli.screen import Screen, Span
from mlestone.cli.wording import count, duration

if TYPE_CHECKING:
    from datetime import date

    from mlestone.study.looking import Map, MapRegion
    from mlestone.study.standing import ProofStanding, SkillPage, SkillStanding


def print_map(whole: Map) -> None:
    """One row for each region, one mark for each skill."""
    screen = Screen.output()
    total = sum(whole.states.values())
    screen.line((count(total, "skill"), "bold"), f": {counted(whole.states)}.")
    screen.gap()
    print_figures(
        screen,
        [
            (region.title, [mark(skill.state, lit=skill.on_plan) for skill in region.skills], _done(region))
            for region in whole.regions
        ],
    )
    screen.gap()
    screen.line(*legend(whole.states))
    if whole.plan and screen.colour:
        screen.line(("bold", "bold"), ": on your plan's way")
    screen.gap()
    screen.line("A region or a skill by itself: mlestone map NAME")


def _done(region: MapRegion) -> str:
    return f"{region.done}/{region.total}"


def print_region(region: MapRegion) -> None:
    """The skills of a region, one a line."""
    screen = Screen.output()
    screen.line((region.title, "bold"), f"  {region.done} of {count(region.total, 'skill')}, {region.written} written")
    screen.gap()
    screen.rows(
        [[mark(skill.state), (skill.id, "bold" if skill.on_plan else ""), _told(skill)] for skill in region.skills]
    )


def _told(skill: SkillStanding) -> Span:
    if skill.state == "planned":
        return f"{skill.title} (planned{', on your plan' if skill.on_plan else ''})", "dim"
    notes = [skill.state]
    if skill.state in ("open", "ahead", "begun"):
        notes.append(duration(skill.minutes))
    if skill.state != "proved":
        notes.append(f"{skill.proofs_passed} of {count(skill.proofs_written, 'proof')}")
    if skill.on_plan:
        notes.append("on your plan")
    return f"{skill.title} ({', '.join(notes)})"


def print_skill(page: SkillPage, today: date) -> None:
    """A skill: what one can do with it, how it stands, its neighbours, its proofs."""
    screen = Screen.output()
    skill = page.standing
    shape, style = mark(skill.state)
    screen.line((f"{shape} ", style), (skill.title, "bold"), (f"  {skill.id}", "dim"))
    screen.line(page.outcome, indent=2)
    screen.gap()
    facts: list[list[Span]] = [[("state", "dim"), f"{skill.state}: {MEANINGS[skill.state]}"]]
    if skill.recall is not None:
        facts.append([("recall", "dim"), f"{skill.recall:.0%}, {_due(skill, today)}"])
    facts.append([("takes", "dim"), f"about {duration(skill.minutes)}"])
    if page.needs:
        facts.append([("needs", "dim"), ", ".join(page.needs)])
    if page.opens:
        facts.append([("opens", "dim"), ", ".join(page.opens)])
    if skill.written:
        facts.append([("lesson", "dim"), str(page.lesson)])
    screen.rows(facts, indent=2)
    screen.gap()
    screen.rows([_proof_row(proof) for proof in page.proofs], indent=2)
    if page.evidence:
        screen.gap()
        for sentence in page.evidence:
            screen.line(sentence, indent=2)


def _due(skill: SkillStanding, today: date) -> str:
    from mlestone.cli.wording import day

    if skill.due is None:
        return "no review is set"
    on = skill.due.astimezone().date()
    return "review is due" if on <= today else f"review on {day(on, today)}"


def _proof_row(proof: ProofStanding) -> list[Span]:
    notes = [proof.kind, proof.state]
    if proof.attempts:
        notes.append(count(proof.attempts, "attempt"))
    if proof.hints:
        notes.append(count(proof.hints, "hint"))
    if proof.gave_up:
        notes.append("answer shown before it passed")
    return [PROOFS[proof.state], proof.id, (", ".join(notes), "dim")]
