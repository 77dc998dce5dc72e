"""What can be wrong with a log, in words for the learner: what, where, and what to do next.

Whatever is raised here, nothing was half-written: a change to the log is whole or has not happened.
"""

from mlestone.base.errors import MlestoneError


class LogTrouble(MlestoneError):
    """The log cannot do what was asked of it. `where` is its path, or its address without the password."""

    def __init__(self, where: str, message: str) -> None:
        self.where = where
        super().__init__(message)


class NotALog(LogTrouble):
    """What stands there is something else: a folder, another kind of file, another program's database."""


class LogIsNewer(LogTrouble):
    """A newer MLestone has written there, in a form this one does not know."""


class LogIsDamaged(LogTrouble):
    """The database contradicts itself, or the disk cannot read it."""


class LogIsReadOnly(LogTrouble):
    """Nothing can be written there."""


class DiskIsFull(LogTrouble):
    """There is no room for another entry."""


class LogIsBusy(LogTrouble):
    """Somebody else has been writing for longer than this one was willing to wait."""


class LogUnreachable(LogTrouble):
    """The PostgreSQL server does not answer, or does not let us in."""


class NoSuchEntry(LogTrouble):
    """The log has no entry of this id."""


class ImportRefused(MlestoneError):
    """What was to be imported is no log, or not all of one. Nothing of it was taken over."""

    def __init__(self, line: int, message: str) -> None:
        self.line = line
        """Counted from 1, as editors do."""
        super().__init__(f"Line {line}: {message} Nothing was imported.")
