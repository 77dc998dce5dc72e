"""A computed state, kept beside the log, so that the next one who asks goes on from there."""

from dataclasses import dataclass

from mlestone.learning.events import EventId


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What somebody computed from the first `count` entries. The store keeps it, and knows whether it still holds.

    It does not hold any more when an import has put an entry before `upto`: the first entries are then others.
    """

    upto: EventId
    """The last entry that went into it."""
    count: int
    """How many entries went into it: all there were, up to and with `upto`."""
    fingerprint: str
    """Of whatever else decided the state. It is the caller's business, as is the body."""
    body: str
    """Text without null characters; JSON, as a rule."""
