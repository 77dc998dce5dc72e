"""Opening what a command works on: the course, and with it what is known of the learner."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import date, datetime
from pathlib import Path

from mlestone.base.errors import MlestoneError
from mlestone.study.learner import Learner
from mlestone.study.study import Study


class NothingToBegin(MlestoneError):
    """A skill none of whose proofs can be begun."""


_named_before: ContextVar[tuple[Path, ...]] = ContextVar("named_before", default=())


def remember(course: list[Path] | None) -> None:
    """Keep the folders of a `--course` that stands before the command; it goes for whatever command follows."""
    _named_before.set(tuple(course or ()))


def folders(course: list[Path] | None) -> tuple[Path, ...]:
    """All course folders that were named."""
    return (*_named_before.get(), *(course or ()))


@contextlib.contextmanager
def opened_study(course: list[Path] | None, *, once: bool = True) -> Iterator[Study]:
    with Study.open(folders(course), once=once) as study:
        yield study


@contextlib.contextmanager
def opened_learner(course: list[Path] | None, *, once: bool = True, shared: bool = True) -> Iterator[Learner]:
    """`once`: nothing is warmed up for later. `shared`: the engine of another process may judge."""
    with opened_study(course, once=once) as study, Learner.open(study, shared=shared) as learner:
        yield learner


def today() -> date:
    return datetime.now().astimezone().date()


def proof_named(learner: Learner, name: str) -> str:
    """A proof's name; of a skill, the first of its proofs that has not passed."""
    if "/" in name:
        return name
    ready = [proof for proof in learner.skill(name).proofs if proof.state != "planned"]
    if not ready:
        raise NothingToBegin(f"{name} is planned: none of its proofs is written yet.")
    return next((proof for proof in ready if proof.state != "passed"), ready[0]).id
