"""Every attempt to fool or break the engine: one file each, read here, never imported.

An attempt is what a learner could hand in. Its docstring tells what is tried and, in lines of its own, what has to come
of it:

    must: failed                          one verdict, or several with "or" between them; a limit may follow its status
    says: refused all: True               (optional) what it prints when it ran to its end and got nowhere
    seconds: 1                            (optional) its time limit, where it is meant to run into it, or takes its time
    proof: tallies                        (optional) which of proofs/ it answers; summaries, where nothing is said
    peers: no                             (optional) not for other graders: breaks a rule only this proof has, or hangs

Whatever is tried, the function itself answers wrongly unless the trick worked: an attempt that passes has fooled the
grader. `summaries` asks for the function that benchmarks/peers gives to all graders; `for_any_grader` yields the
attempts that can be handed to any of them, walls or no walls.

`python tests/hostile/catalogue.py` writes the table in README.md.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
_ALWAYS, _SOMETIMES = {"must"}, {"says", "seconds", "proof", "peers"}
_HARMLESS = {"patching", "lying", "checks"}
_STATUSES = {"failed", "crashed", "out_of_limits"}

FAMILIES = {
    "patching": "Changes to what the learner's code shares a process with",
    "lying": "Objects that lie about what they are",
    "forging": "Messages nobody asked for",
    "secrets": "Reading what is secret",
    "reaching": "Reaching out",
    "bombs": "More than there is",
    "clocks": "Clocks and dice",
    "endings": "Endings",
    "checks": "Fooling the checks themselves",
}


@dataclass(frozen=True, slots=True)
class Attempt:
    family: str
    name: str
    idea: str
    source: str
    must: tuple[str, ...]
    says: str = ""
    seconds: float | None = None
    proof: str = "summaries"
    peers: bool = True

    def __str__(self) -> str:
        return f"{self.family}/{self.name}"


def attempts(family: str = "*") -> Iterator[Attempt]:
    """All attempts (of one family), in the order of their names."""
    for path in sorted((HERE / "attempts").glob(f"{family}/*.py")):
        yield read(path)


def for_any_grader() -> Iterator[Attempt]:
    """Attempts at the benchmark's exercise that do no harm where nothing keeps them in."""
    return (attempt for attempt in attempts() if attempt.peers and attempt.proof == "summaries")


def read(path: Path) -> Attempt:
    """One attempt; ValueError where its docstring does not say what has to come of it."""
    source = path.read_text(encoding="utf-8")
    idea, _, header = _docstring(source).partition("\n\n")
    told = dict(line.split(": ", 1) for line in header.strip().splitlines())
    if not idea or not told.keys() >= _ALWAYS or not told.keys() <= _ALWAYS | _SOMETIMES:
        raise ValueError(f"{path}: the docstring tells what is tried, then must: and, if needed, {sorted(_SOMETIMES)}")
    must = tuple(told["must"].split(" or "))
    if unknown := [verdict for verdict in must if verdict.split()[0] not in _STATUSES]:
        raise ValueError(f"{path}: {unknown} is nothing an attempt must get")
    return Attempt(
        path.parent.name,
        path.stem,
        " ".join(idea.split()),
        source,
        must,
        told.get("says", ""),
        float(told["seconds"]) if "seconds" in told else None,
        told.get("proof", "summaries"),
        told.get("peers", "yes") == "yes" and path.parent.name in _HARMLESS,
    )


def _docstring(source: str) -> str:
    """The text between the first quotes: some attempts hold what no parser takes."""
    opening, text, _ = source.split('"""', 2)
    if opening:
        raise ValueError("an attempt begins with its docstring")
    return str(ast.literal_eval(f'"""{text}"""'))


_HEAD = """\
# Attempts to fool or break the engine

{count} attempts in {families} families. Each is one file, as a learner could hand it in, and answers wrongly unless
its trick works: one that passes has fooled the engine. None does; after each, nothing of it is left and the next
honest attempt passes. `pytest tests/hostile` runs them all, most of them also on a machine without namespaces or
without control groups; `python tests/hostile/catalogue.py` writes this page. To add one, write the file, with a line
`must:` in its docstring; `catalogue.py` tells what else may stand there."""


def table() -> str:
    """README.md."""
    found = list(attempts())
    lines = [_HEAD.format(count=len(found), families=len(FAMILIES))]
    for family, title in FAMILIES.items():
        lines += ["", f"## {title} (`{family}`)", "", "| attempt | what is tried | must be |", "| --- | --- | --- |"]
        lines += [
            f"| [{one.name.replace('_', ' ')}](attempts/{one}.py) | {one.idea} | {', '.join(one.must)} |"
            for one in found
            if one.family == family
        ]
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    (HERE / "README.md").write_text(table(), encoding="utf-8")
