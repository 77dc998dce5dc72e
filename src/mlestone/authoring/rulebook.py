"""All rules, and the page that explains them."""

from __future__ import annotations

from mlestone.authoring.rule import Finding, LessonRule, ProofRule, Rule
from mlestone.authoring.rules_of_labs import LAB_RULES, LabRule
from mlestone.authoring.rules_of_lessons import LESSON_RULES
from mlestone.authoring.rules_of_papers import PAPER_RULES
from mlestone.authoring.rules_of_plays import PLAY_RULES
from mlestone.authoring.rules_of_sheets import SHEET_RULES, IsReadable
from mlestone.authoring.seen import LessonSeen, ProofSeen

CHAPTERS: tuple[tuple[str, tuple[LessonRule, ...] | tuple[ProofRule, ...] | tuple[LabRule, ...]], ...] = (
    ("A lesson", LESSON_RULES),
    ("A proof, as it is written", SHEET_RULES),
    ("A proof, as it judges", PLAY_RULES),
    ("A question proof", PAPER_RULES),
    ("A lab", LAB_RULES),
)
_HEAD = """\
# Rules for content

What `mlestone author check` demands of lessons and proofs. `mlestone author rules` prints this page, and a test holds
the two equal. What holds between files (needs, coverage, ids) the course's loader demands whenever a course is opened.
"""


def rules() -> tuple[Rule, ...]:
    return tuple(rule for _, chapter in CHAPTERS for rule in chapter)


def lesson_findings(seen: LessonSeen) -> tuple[Finding, ...]:
    """Every fault of a lesson, in the order of lines."""
    found = [Finding.of(rule, seen.path, fault) for rule in LESSON_RULES for fault in rule.faults(seen)]
    return _in_order(found)


def proof_findings(seen: ProofSeen) -> tuple[Finding, ...]:
    """Every fault of a proof, in the order of lines; of one that cannot be used, why."""
    if seen.problems or seen.sheet is None:
        return _in_order([Finding.of(IsReadable(), seen.path, fault) for fault in IsReadable().faults(seen)])
    kind = seen.sheet.kind
    applied = (rule for rule in (*SHEET_RULES, *PLAY_RULES, *PAPER_RULES) if kind in rule.kinds)
    return _in_order([Finding.of(rule, seen.path, fault) for rule in applied for fault in rule.faults(seen)])


def _in_order(findings: list[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: (finding.problem.line, finding.rule)))


def page() -> str:
    """The rules as Markdown."""
    parts = [_HEAD]
    for title, chapter in CHAPTERS:
        parts.append(f"## {title}\n")
        parts += [_entry(rule) for rule in chapter]
    return "\n".join(parts)


def _entry(rule: Rule) -> str:
    kinds = ""
    if isinstance(rule, ProofRule) and rule.kinds < ProofRule.kinds and rule.kinds != {"question"}:
        kinds = f" ({', '.join(sorted(rule.kinds))})"
    examples = f"Not so:\n\n{_block(rule.bad)}\n\nBut so:\n\n{_block(rule.good)}\n"
    return f"### {rule.code}: {rule.name}{kinds}\n\n{rule.why}\n\n{examples}"


def _block(text: str) -> str:
    """An example as an indented block: it may hold fences itself."""
    return "\n".join(f"    {line}" if line else "" for line in text.split("\n"))
