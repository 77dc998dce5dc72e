"""What is known while one check runs, for those who show or decide something about it.

`expect` needs to know which call of the learner's code delivered a value, what has been printed, how closely
numbers have to agree. The judge says so by running a check `within` a `Trial`; without one (an author trying
things out) the defaults hold.
"""

import contextlib
import io
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mlestone.proving.learner import Event, Learner
from mlestone.proving.proof import Check, Proof
from mlestone.proving.source import Source
from mlestone.proving.tolerance import Tolerance
from mlestone.wire.figures import FigureView

if TYPE_CHECKING:
    import numpy as np


class ProofFault(Exception):
    """The proof is broken, or the engine could not do its part; the text tells the proof's author how."""


def account_of(error: BaseException, proof: Proof) -> str:
    """An exception for the proof's author: the place in their file, type and text."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if frame.filename == str(proof.path)]
    place = "".join(f"{Path(frame.filename).name}:{frame.lineno}: " for frame in (own or frames)[-1:])
    return f"{place}{type(error).__name__}: {error}"


class LearnerSource:
    """The learner's source for rules, parsed when the first rule is asked for."""

    def __init__(self, make: Callable[[], Source]) -> None:
        self._make = make
        self._source: Source | None = None

    def __getattr__(self, name: str) -> Any:
        if self._source is None:
            self._source = self._make()
        return getattr(self._source, name)


class Trial:
    """One run of one check against one program.

    `replayed` says that the program is the author's own (the answer, a mistake), played to find out how it
    behaves: rules about source and cost are then taken as kept.
    """

    def __init__(
        self,
        learner: Learner,
        tolerance: Tolerance,
        *,
        replayed: bool = False,
        on_say: Callable[[str], None] | None = None,
    ) -> None:
        self.learner = learner
        self.tolerance = tolerance
        self.replayed = replayed
        self.figure: FigureView | None = None
        """The figure that was looked at last, and the author's of the same where the check gave one."""
        self.figure_expected: FigureView | None = None
        self._on_say = on_say
        self._printed = ""
        # One learner serves all checks of an attempt: functions lent to it keep their numbers.
        self._start = len(learner.events)

    @property
    def events(self) -> tuple[Event, ...]:
        """What has been asked of the program in this trial, and what came of it."""
        return tuple(self.learner.events[self._start :])

    def printed(self) -> str:
        """All that the program printed in this trial so far."""
        self._printed += self.learner.printed()
        return self._printed

    def last_event(self) -> Event | None:
        """The latest exchange that was asked for by the check itself."""
        return next((event for event in reversed(self.events) if event.kind != "call back"), None)

    def event_of(self, value: object) -> Event | None:
        return self.learner.event_of(value)

    def say(self, text: str) -> None:
        """Pass on what the check says of itself, where somebody listens."""
        if self._on_say is not None:
            self._on_say(text)


_current: ContextVar[Trial | None] = ContextVar("trial", default=None)


def current_trial() -> Trial | None:
    return _current.get()


@contextlib.contextmanager
def within(trial: Trial) -> Iterator[None]:
    """Make `trial` the current one."""
    token = _current.set(trial)
    try:
        yield
    finally:
        _current.reset(token)


def run_check(check: Check, trial: Trial, rng: "np.random.Generator") -> BaseException | None:
    """Run a check; what it raised, or None when it is met. What the check itself prints or warns of is dropped."""
    with within(trial), run_silently():
        try:
            check.function(trial.learner, rng)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - an author's code, doing what it likes
            return error
    return None


@contextlib.contextmanager
def run_silently() -> Iterator[None]:
    """Whatever is printed or warned of inside is dropped."""
    nowhere = _Nowhere()
    with (
        warnings.catch_warnings(),
        contextlib.redirect_stdout(nowhere),
        contextlib.redirect_stderr(nowhere),
    ):
        warnings.simplefilter("ignore")
        yield


class _Nowhere(io.TextIOBase):
    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        return len(text)
