"""Time comes in as an argument: whoever needs the time of day asks a `Clock`, and a test hands in its own.

All times are aware and in UTC; only front doors turn them into local time.
"""

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time. `now` is aware, in UTC, and may repeat or step back when the machine's clock is set."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)
