"""Recognising mistakes by behaviour: which foreseen wrong answer does what the learner's code did?

A failed check is played again, with the same random numbers, once for the answer and once for each mistake in
the answer's place, over the same kind of wire. What was asked of the mistake's target, and what came of it, is
compared exchange by exchange, as far as the learner's own run went. A mistake is recognised when it did
everywhere what the learner's code did, and that is somewhere not what the answer did.

First results alone are compared (exceptions by type); if these do not tell the answer and the learner apart, then
also exact types, arguments that were changed, calls of functions handed in, and what was printed.

A mistake may loop for ever: it has some processor time, far more than the answer took, after which it is not
recognised in this attempt.
"""

import contextlib
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from mlestone.proving import shown
from mlestone.proving.compare import Rules, difference
from mlestone.proving.event import Event, Forgotten
from mlestone.proving.learner import Learner, Loopback
from mlestone.proving.patience import OutOfPatience, with_patience
from mlestone.proving.proof import Check, Mistake, Proof
from mlestone.proving.trial import Trial, run_check
from mlestone.wire.values import Function, Handle, unpack

if TYPE_CHECKING:
    import numpy as np

_PATIENCE = 0.3  # seconds of processor time: a mistake that is not stuck takes milliseconds
_MORE_PATIENCE = 20  # times what the answer took

Level = Literal["results", "details"]


def patience(seconds: float) -> float:
    """Seconds of processor time that a mistake may take, where the answer took so many."""
    return _PATIENCE + _MORE_PATIENCE * seconds


class Diverged(BaseException):
    """Playing on can tell nothing more. Not an Exception, so that no check swallows it."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """Something asked of a target, and the calls of the checker's functions that were made meanwhile."""

    event: Event
    call_backs: tuple[Event, ...] = ()


@dataclass(slots=True)
class Transcript:
    """The exchanges with one target: itself, and all objects that came from it."""

    target: str
    exchanges: list[Exchange] = field(default_factory=list)
    _handles: set[int] = field(default_factory=set)
    _call_backs: list[Event] = field(default_factory=list)
    _seen: int = 0

    def read(self, events: Sequence[Event]) -> None:
        """Take in what has been added to `events` since the last time."""
        for event in events[self._seen :]:
            if event.kind == "call back":
                self._call_backs.append(event)
                continue
            call_backs, self._call_backs = tuple(self._call_backs), []
            if self._is_ours(event):
                self.exchanges.append(Exchange(event, call_backs))
                self._handles |= set(_handles(event.outcome))
        self._seen = len(events)

    def _is_ours(self, event: Event) -> bool:
        root = re.match(r"\w+", event.target)
        if event.kind != "op":
            return root is not None and root[0] == self.target
        arguments = event.arguments
        return not isinstance(arguments, Forgotten) and not self._handles.isdisjoint(_handles(arguments))


@dataclass(frozen=True, slots=True)
class Played:
    """What came of playing a check with code of the author's."""

    events: tuple[Event, ...]
    printed: str
    error: BaseException | None
    seconds: float


class Player:
    """Plays the checks of one attempt with the author's own code. `rng(check)` starts the check's numbers anew."""

    def __init__(self, proof: Proof, rng: Callable[[Check], "np.random.Generator"]) -> None:
        self._proof = proof
        self._rng = rng
        self._rules = Rules(proof.tolerance)
        self._stuck: set[str] = set()

    def answer(self, check: Check) -> Played:
        """The check as the answer passes it. What was printed and raised meanwhile is told, not passed on."""
        return self._play(check, {}, lambda _: None)

    def recognised(self, check: Check, events: Sequence[Event], printed: str, answer: Played) -> tuple[Mistake, ...]:
        """The mistakes that behave in `check` as the learner's code did, in the proof's order."""
        found = set()
        for target in dict.fromkeys(mistake.target for mistake in self._proof.mistakes):
            mine = _transcript(target, events).exchanges
            right = _transcript(target, answer.events).exchanges
            if not mine:
                continue
            for mistake in self._proof.mistakes:
                if mistake.target != target or mistake.name in self._stuck:
                    continue
                if self._behaves(mistake, check, mine, right, printed, answer):
                    found.add(mistake.name)
        return tuple(mistake for mistake in self._proof.mistakes if mistake.name in found)

    def _behaves(
        self,
        mistake: Mistake,
        check: Check,
        mine: Sequence[Exchange],
        right: Sequence[Exchange],
        printed: str,
        answer: Played,
    ) -> bool:
        transcript = Transcript(mistake.target)
        has_parted = False

        def stop_when_decided(learner: Learner) -> None:
            nonlocal has_parted
            start = len(transcript.exchanges)
            transcript.read(learner.events)
            told = zip(mine[start:], transcript.exchanges[start:], strict=False)
            has_parted = not all(self._same(*pair, "results") for pair in told)
            if has_parted or len(transcript.exchanges) >= len(mine):
                raise Diverged

        waited = with_patience(
            patience(answer.seconds),
            lambda: self._play(check, {mistake.target: mistake.function}, stop_when_decided),
            str(self._proof.path),
        )
        played = waited.result
        if played is None:
            self._stuck.add(mistake.name)
            return False
        if has_parted:
            return False
        start = len(transcript.exchanges)  # up to here they agree
        theirs = _transcript(mistake.target, played.events).exchanges
        if not self._agree(mine[start:], theirs[start:], "results"):
            return False
        if not self._agree(mine, right, "results"):
            return True
        if self._agree(mine, theirs, "details") and not self._agree(mine, right, "details"):
            return True
        return printed == played.printed != answer.printed

    def _agree(self, mine: Sequence[Exchange], other: Sequence[Exchange], level: Level) -> bool:
        return len(mine) <= len(other) and all(
            self._same(one, two, level) for one, two in zip(mine, other, strict=False)
        )

    def _play(self, check: Check, wrong: dict[str, Any], before_request: Callable[[Learner], None]) -> Played:
        transport = _Watched(Loopback({**_module(self._proof), **wrong}))
        learner = Learner(transport)
        transport.before_request = lambda: before_request(learner)
        trial = Trial(learner, self._proof.tolerance, replayed=True)
        error: BaseException | None = None
        started = time.process_time()
        with contextlib.suppress(Diverged, OutOfPatience):
            error = run_check(check, trial, self._rng(check))
        return Played(tuple(learner.events), trial.printed(), error, time.process_time() - started)

    def _same(self, one: Exchange, other: Exchange, level: Level) -> bool:
        """Whether two exchanges asked the same and came to the same."""
        mine, theirs = one.event, other.event
        if mine.kind != theirs.kind or not self._equal_arguments(mine, theirs):
            return False
        if mine.reply_digest != theirs.reply_digest and not self._equal_outcomes(mine, theirs, level):
            return False
        if level == "results":
            return True
        return _changed(mine) == _changed(theirs) and self._equal_call_backs(one.call_backs, other.call_backs)

    def _equal_arguments(self, one: Event, other: Event) -> bool:
        if one.request_digest == other.request_digest:
            return True
        return self._equal(one.arguments, other.arguments, "results")

    def _equal_outcomes(self, one: Event, other: Event, level: Level) -> bool:
        ways = [(event.trouble.type if event.trouble else None, event.lacks, event.stopped) for event in (one, other)]
        return ways[0] == ways[1] and self._equal(one.outcome, other.outcome, level)

    def _equal_call_backs(self, mine: Sequence[Event], theirs: Sequence[Event]) -> bool:
        return len(mine) == len(theirs) and all(
            self._equal_arguments(one, other) for one, other in zip(mine, theirs, strict=True)
        )

    def _equal(self, one: Any, other: Any, level: Level) -> bool:
        if isinstance(one, Forgotten) or isinstance(other, Forgotten):
            return type(one) is type(other) and bool(one == other)  # an array would compare its elements
        one, other = _without_numbers(one), _without_numbers(other)
        rules = self._rules
        if level == "details":
            if shown.type_name(one) != shown.type_name(other):
                return False
            rules = replace(rules, tolerance=replace(rules.tolerance, dtype=True))
        return difference(one, other, rules) is None and difference(other, one, rules) is None


class _Watched:
    """A transport that says when a request is about to be made."""

    def __init__(self, transport: Loopback) -> None:
        self._transport = transport
        self.before_request: Callable[[], None] = lambda: None
        self.printed = transport.printed
        self.cpu_seconds = transport.cpu_seconds

    def request(self, payload: bytes, call_back: Callable[[bytes], bytes]) -> bytes:
        self.before_request()
        return self._transport.request(payload, call_back)


def _transcript(target: str, events: Sequence[Event]) -> Transcript:
    transcript = Transcript(target)
    transcript.read(events)
    return transcript


def _module(proof: Proof) -> dict[str, Any]:
    """The proof's names as a learner's module would have them."""
    hidden = {mistake.name for mistake in proof.mistakes}
    return {name: value for name, value in proof.namespace.items() if name not in hidden}


def _changed(event: Event) -> Any:
    """Which arguments a watched call changed."""
    if event.trouble is not None or event.lacks is not None or isinstance(event.outcome, Forgotten):
        return None
    notes = unpack(event._reply)[-1]
    return notes.get("changed") if isinstance(notes, dict) else None


def _handles(value: Any) -> Iterator[int]:
    if isinstance(value, Handle):
        yield value.id
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _handles(inner)
    elif isinstance(value, list | tuple | set | frozenset):
        for inner in value:
            yield from _handles(inner)


def _without_numbers(value: Any) -> Any:
    """A value in which what stayed in the child, or was lent to it, stands for its kind: numbers differ by chance."""
    if isinstance(value, Handle):
        return f"<{value.kind}>"
    if isinstance(value, Function):
        return "<function of the checker's>"
    if isinstance(value, dict):
        return {_hashable(key): _without_numbers(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_without_numbers(inner) for inner in value)
    return value


def _hashable(key: Any) -> Any:
    return f"<{key.kind}>" if isinstance(key, Handle) else key


def best(recognised: Iterable[Sequence[Mistake]]) -> Callable[[Sequence[Mistake]], Mistake | None]:
    """Which of several mistakes to name: the one recognised in most checks; of equals, the proof's first."""
    counts: dict[str, int] = {}
    for several in recognised:
        for mistake in several:
            counts[mistake.name] = counts.get(mistake.name, 0) + 1
    return lambda several: max(several, key=lambda mistake: counts[mistake.name], default=None)
