"""A machine that refuses namespaces: Landlock, seccomp and limits are left, and scratch folders lie side by side."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from mlestone.engine import host as host_module
from mlestone.engine.engine import Engine, WallsMissing
from mlestone.engine.host import KitHost
from mlestone.engine.walls.nest import NAMESPACES

from . import catalogue
from .conftest import CORE, HONEST, PROOFS, Traces, allowed, grader, job, outcome, said

pytestmark = pytest.mark.skipif(not Path("/proc").exists(), reason="walls are made of Linux")
CUT_OFF = Path(__file__).with_name("cut_off.py")

# Those in which walls matter; not played: what would signal or fill what the machine shares with others.
FAMILIES = ("patching", "clocks", "endings")


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(host_module, "inside", SimpleNamespace(__file__=str(CUT_OFF)))
        with Engine(courses=(PROOFS,)) as engine:
            engine.warm(CORE)
            assert grader(engine)(HONEST["summaries"]).passed
            if not {"landlock", "seccomp", "limits"} <= engine.walls(CORE).raised:
                pytest.skip(f"this machine lacks more: {engine.walls(CORE).missing}")
            yield engine


def test_it_is_said_why(engine: Engine) -> None:
    walls = engine.walls(CORE)
    assert not walls.raised & NAMESPACES
    assert {walls.missing[name] for name in NAMESPACES} == {"[Errno 1] unshare: Operation not permitted"}


def test_who_demands_full_isolation_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(host_module, "inside", SimpleNamespace(__file__=str(CUT_OFF)))
    with Engine(courses=(PROOFS,), isolation="full") as engine, pytest.raises(WallsMissing, match="unshare"):
        engine.grade(job(HONEST["summaries"]))


@pytest.mark.parametrize("attempt", [one for family in FAMILIES for one in catalogue.attempts(family)], ids=str)
def test_attempt(engine: Engine, attempt: catalogue.Attempt) -> None:
    verdict = grader(engine)(attempt.source, attempt.proof, attempt.seconds)
    assert allowed(verdict, attempt.must), f"{outcome(verdict)}: {verdict.summary} {verdict.author_detail}"
    assert grader(engine)(HONEST[attempt.proof], attempt.proof).passed


@pytest.mark.parametrize("name", ["daemons_that_forked_twice", "forks_without_end", "forks_into_sessions"])
def test_nothing_outlives_an_attempt(engine: Engine, name: str) -> None:
    """Not even a fork bomb, which has to be stopped as a whole before any of it can be ended."""
    if "memory" not in engine.walls(CORE).raised:
        pytest.skip("without a control group either, nothing would bound the number of root's processes")
    (attempt,) = (one for one in catalogue.attempts("bombs") if one.name == name)
    before = Traces.of(engine)
    assert allowed(grader(engine)(attempt.source, seconds=attempt.seconds), attempt.must)
    assert Traces.of(engine) == before


def test_no_scratch_folder_outlives_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(host_module, "inside", SimpleNamespace(__file__=str(CUT_OFF)))
    with Engine(courses=(PROOFS,)) as engine:
        assert grader(engine)("open('x', 'w')\n" + HONEST["summaries"]).passed
        host = engine._host(CORE)
        assert isinstance(host, KitHost)
        folder = Path(host._scratch)
        assert list(folder.iterdir()), "a child waits there"
    assert not folder.exists()


@pytest.mark.parametrize(
    "code",
    [
        f"open({str(PROOFS / 'summaries.py')!r}).read()",
        "open('/etc/shadow').read()",
        "open('/proc/1/environ').read()",
        "open('/proc/%d/environ' % __import__('os').getppid()).read()",
        "__import__('os').kill(__import__('os').getppid(), 0)",
        "__import__('os').listdir('/tmp')",
        "open('/tmp/left-behind', 'w')",
        "__import__('socket').create_connection(('127.0.0.1', 22), 1)",
        "__import__('socket').create_server(('127.0.0.1', 0))",
        "__import__('os').setuid(65534)",
        "__import__('os').mknod('x', 0o20600, 259)",
    ],
)
def test_what_reaches_out_is_refused(engine: Engine, code: str) -> None:
    verdict = grader(engine)(
        f"try:\n    {code}\n    print('rea' + 'ched')\nexcept OSError as error:\n    print(error.errno)\n"
    )
    assert verdict.printed.strip() in ("1", "13"), said(verdict)
