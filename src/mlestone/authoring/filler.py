"""Words that say nothing, or say that the reader is slow."""

from __future__ import annotations

import re
from collections.abc import Iterator

_FILLER = re.compile(
    r"(?i)\b(simply|obviously|trivially|needless to say|of course|as you (?:may )?know|as we all know|"
    r"it is (?:easy|straightforward|trivial) to|powerful tool|dive into|delve into|in this (?:lesson|exercise|proof))\b"
)


def fillers_in(text: str) -> Iterator[tuple[int, str]]:
    """Each with its line, counted from 0."""
    for match in _FILLER.finditer(text):
        yield text.count("\n", 0, match.start()), match[0]
