"""What the judge knows of a lab while checks drive it; how it is driven is the engine's business."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from mlestone.proving.expect import NOTHING


class LabTrouble(Exception):
    """The learner's system did not do what any such system has to: start, answer, end. The text says what, in words.

    It fails the check it happens in, as an expectation that is not met does.
    """


@dataclass(slots=True, eq=False)
class Asked:
    """One thing a check asked of the lab: a request, a command."""

    text: str
    outcome: Any = NOTHING
    kind: str = "call"
    trouble: None = None


class Driven(Protocol):
    """What checks get as `lab`, as far as the judge looks at it."""

    @property
    def events(self) -> list[Asked]:
        """What has been asked so far."""
        ...

    def event_of(self, value: object) -> Asked | None:
        """The latest that delivered this very object."""
        ...

    def printed(self) -> str:
        """What the learner's processes have printed since this was last asked."""
        ...
