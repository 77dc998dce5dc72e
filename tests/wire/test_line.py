"""A line keeps its deadline, and counts against it only what the child had of the machine."""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Iterator

import pytest

from mlestone.wire.line import PATIENCE, Line, LineDown

HELLO = struct.pack("!Q", 5) + b"hello"


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    near, far = socket.socketpair()
    with near, far:
        yield near, far


def test_a_child_that_says_nothing_is_not_waited_for_any_longer(ends: tuple[socket.socket, socket.socket]) -> None:
    with pytest.raises(LineDown, match="time"):
        Line(ends[0], None, seconds=0.05).recv()


def test_what_was_waited_for_a_processor_does_not_count(ends: tuple[socket.socket, socket.socket]) -> None:
    waited = [0.0]
    line = Line(ends[0], None, seconds=60, held_up=lambda: waited[0])
    line.deadline -= 60  # as if all its time had passed
    assert line.left() <= 0
    waited[0] = 40
    assert 0 < line.left() <= 40
    assert 0 < line.left() <= 40, "it is given back once"
    ends[1].sendall(HELLO)
    assert line.recv() == b"hello"


def test_a_machine_that_is_far_too_busy_is_not_waited_for_for_ever(ends: tuple[socket.socket, socket.socket]) -> None:
    begun = time.monotonic()
    line = Line(ends[0], None, seconds=0.05, held_up=lambda: 1000 * time.monotonic())
    with pytest.raises(LineDown, match="time"):
        line.recv()
    assert time.monotonic() - begun >= 0.05 * (1 + PATIENCE)


def test_time_that_is_given_anew_counts_anew(ends: tuple[socket.socket, socket.socket]) -> None:
    line = Line(ends[0], None, seconds=0.0, held_up=lambda: 0.0)
    assert line.left() <= 0
    line.renew(30)
    assert 0 < line.left() <= 30
