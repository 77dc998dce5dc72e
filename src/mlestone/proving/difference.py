"""The first difference between two values, as data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mlestone.proving import shown
from mlestone.proving.shown import Where

# What may be said of a difference when the expected value is secret.
TYPE = "its type is not what is expected"
SHAPE = "its shape is not what is expected"
SIZE = "its length is not what is expected"
DTYPE = "its dtype is not what is expected"
VALUE = "its value is not what is expected"
KEYS = "its keys are not what is expected"
LABELS = "its labels are not what is expected"


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs first, in words; the same without a word about the expected value; and the way there."""

    text: str
    bare: str
    where: Where = ()

    def inside(self, step: object) -> Difference:
        """The difference, told from one step further out."""
        name = shown.inline(step, 40)
        deeper = self.text.startswith("at [")
        text = f"at [{name}]{self.text[3:]}" if deeper else f"at [{name}]: {self.text}"
        return Difference(text, self.bare, (step, *self.where))


def missing_and_extra(noun: str, missing: Sequence[Any], extra: Sequence[Any], *, ordered: bool = True) -> str:
    """ "key 'b' is missing; keys 'c', 'd' are not expected"."""
    parts = []
    for values, verb in ((missing, "missing"), (extra, "not expected")):
        if not values:
            continue
        texts = [shown.inline(value, 40) for value in values]
        listed = ", ".join((texts if ordered else sorted(texts))[:5]) + (", …" if len(texts) > 5 else "")
        parts.append(f"{noun} {listed} is {verb}" if len(texts) == 1 else f"{noun}s {listed} are {verb}")
    return "; ".join(parts)


def listed(names: Sequence[Any]) -> str:
    return "[" + ", ".join(shown.inline(name, 40) for name in names) + "]"


def differing(count: int, size: int, noun: str = "value") -> str:
    """ "3 of 12 values differ"; nothing when there is only one value anyway."""
    if size == 1:
        return ""
    if count == size:
        return f"all {size} {noun}s differ"
    return f"{count} of {size} {noun}s {'differs' if count == 1 else 'differ'}"


def in_brackets(*facts: str) -> str:
    kept = ", ".join(fact for fact in facts if fact)
    return f" ({kept})" if kept else ""
