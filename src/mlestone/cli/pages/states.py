"""How the states of skills and proofs look: a shape, so that colour only helps, and the word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mlestone.cli.screen import Screen, Span, cells

STATES = {
    "proved": ("●", "green"),
    "placed": ("◆", "cyan"),
    "fading": ("◐", "yellow"),
    "begun": ("◎", "blue"),
    "open": ("○", ""),
    "ahead": ("◌", "dim"),
    "planned": ("·", "dim"),
}
"""In the order of a legend."""

MEANINGS = {
    "proved": "its proofs passed",
    "placed": "credited to you",
    "fading": "it wants review",
    "begun": "its proofs are under way",
    "open": "you hold what it needs",
    "ahead": "it needs skills you do not hold yet",
    "planned": "not written yet",
}

PROOFS = {
    "passed": ("●", "green"),
    "begun": ("◎", "blue"),
    "untouched": ("○", ""),
    "planned": ("·", "dim"),
}


def mark(state: str, *, lit: bool = False) -> tuple[str, str]:
    """The mark of a skill's state; `lit` where it lies on the plan's way."""
    shape, style = STATES[state]
    return shape, f"{style} bold".strip().replace("dim bold", "bold") if lit else style


def counted(states: Mapping[str, int]) -> str:
    """`5 proved, 2 placed`: every state that occurs."""
    return ", ".join(f"{states[state]:,} {state}" for state in STATES if states.get(state))


def legend(states: Mapping[str, int]) -> list[Span]:
    """What the marks mean, for the states that occur."""
    spans: list[Span] = []
    for state in STATES:
        if states.get(state):
            spans += ["   " if spans else "", mark(state), f"\N{NO-BREAK SPACE}{state}"]
    return spans


def bar(done: int, total: int, width: int = 20) -> list[tuple[str, str]]:
    """A bar that is only full when all is done, and only empty when nothing is."""
    filled = round(width * done / total) if total else 0
    filled = min(max(filled, 1 if done else 0), width - (done < total))
    return [("━" * filled, "green"), ("─" * (width - filled), "dim")]


def print_figures(screen: Screen, figures: Sequence[tuple[str, Sequence[tuple[str, str]], str]]) -> None:
    """Titles, what is drawn beside each, and its numbers; where room is scarce, titles have lines of their own."""
    titles = max((cells(title) for title, _, _ in figures), default=0)
    drawn = max((sum(len(text) for text, _ in drawing) for _, drawing, _ in figures), default=0)
    numbers = max((cells(number) for _, _, number in figures), default=0)
    beside = titles + drawn + numbers + 4 <= screen.width
    for title, drawing, number in figures:
        if beside:
            screen.line(title, " " * (titles - cells(title) + 2), *drawing, f"  {number}")
        else:
            screen.line(title)
            screen.line(*drawing, f"  {number}", indent=2)
