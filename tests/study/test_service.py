"""The warm engine that several processes share: used when it is right, and never missed when it is not."""

from __future__ import annotations

import json
import os
import signal
import socket
import stat
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mlestone.engine.stopping import Stop, Stopped
from mlestone.proving.progress import CheckBegun, CheckEnded, Progress
from mlestone.study import service
from mlestone.study.learner import Learner
from mlestone.study.marking import AlreadyMarked
from mlestone.study.service import serving

if TYPE_CHECKING:
    from .conftest import OpenLearner, SetClock

RIGHT = b"def add(a, b):\n    return b + a\n"
WRONG = b"def add(a, b):\n    return a * b\n"


@pytest.fixture(autouse=True)
def runtime(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for sockets with a name short enough for one, and time to answer."""
    with tempfile.TemporaryDirectory(prefix="mle") as folder:
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        monkeypatch.setattr(service, "_TO_AGREE", 20.0)  # a busy machine is no other version
        monkeypatch.setattr(service, "fingerprint", lambda folders: "as it was")  # nor is a file somebody just saved
        yield Path(folder) / "mlestone"


@pytest.fixture
def asking(open_learner: OpenLearner) -> Learner:
    return open_learner(shared=True)


def socket_of(learner: Learner) -> Path:
    path = service._socket_path(learner.desk, make=True)
    assert path is not None
    return path


def kinds(learner: Learner) -> list[str]:
    return [event.what.kind for event in learner.desk.journal.log.events()]


def test_a_check_is_judged_and_logged_by_the_warm_process(learner: Learner, asking: Learner) -> None:
    with serving(learner) as served:
        assert served.active
        assert asking.status().warm
        _free(served)
        checked = asking.check("adding/add-two", source=WRONG)
    assert checked.warm
    assert checked.verdict.status == "failed"
    assert kinds(asking)[-2:] == ["submitted", "judged"]
    assert asking.attempts("adding/add-two")[0].id == checked.attempt


def test_warm_and_alone_say_the_same(learner: Learner, asking: Learner, open_learner: OpenLearner, home: Path) -> None:
    file = home / "add.py"
    file.parent.mkdir(parents=True)
    file.write_bytes(RIGHT)
    elsewhere = open_learner(log=home / "other.sqlite3")
    with serving(learner) as served:
        _free(served)
        warm = asking.check("adding/add-two", file).as_dict()
    alone = elsewhere.check("adding/add-two", file).as_dict()
    assert (warm["warm"], alone["warm"]) == (True, False)
    for each in (warm, alone):
        for differs in ("warm", "seconds", "attempt"):
            del each[differs]
        del each["verdict"]["seed"]
    assert warm == alone


def test_without_a_service_the_process_judges_itself(asking: Learner) -> None:
    assert not asking.status().warm
    assert asking.check("adding/add-two", source=RIGHT).warm is False


def test_a_service_of_another_log_is_not_asked(learner: Learner, open_learner: OpenLearner, home: Path) -> None:
    other = open_learner(shared=True, log=home / "other.sqlite3")
    with serving(learner):
        assert not other.check("adding/add-two", source=RIGHT).warm


@pytest.mark.parametrize("changed", ["version", "state", "isolation", "log", "python"])
def test_a_service_of_another_version_or_course_judges_nothing(
    learner: Learner, asking: Learner, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    identity = service._identity
    with serving(learner):
        monkeypatch.setattr(service, "_identity", lambda desk: {**identity(desk), changed: "another"})
        assert not asking.status().warm
        assert not asking.check("adding/add-two", source=RIGHT).warm
    assert kinds(asking) == ["submitted", "judged"]


def test_there_is_one_service_and_the_next_takes_over(learner: Learner, open_learner: OpenLearner) -> None:
    with serving(learner) as first:
        with serving(open_learner()) as second:
            assert (first.active, second.active) == (True, False)
        assert open_learner(shared=True).status().warm
    with serving(learner) as third:
        assert third.active


def test_the_socket_is_for_its_owner_alone(learner: Learner, runtime: Path) -> None:
    with serving(learner):
        (path,) = runtime.glob("*.sock")
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(runtime.stat().st_mode) == 0o700
    assert not list(runtime.iterdir())


def test_a_folder_others_may_look_into_is_not_used(learner: Learner, asking: Learner, runtime: Path) -> None:
    runtime.mkdir(mode=0o755)
    runtime.chmod(0o755)
    with serving(learner) as served:
        assert not served.active
        assert not asking.check("adding/add-two", source=RIGHT).warm


def test_somebody_elses_process_is_neither_asked_nor_served(
    learner: Learner, asking: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "_is_ours", lambda line: False)
    with serving(learner):
        assert not asking.check("adding/add-two", source=RIGHT).warm
    assert kinds(asking) == ["submitted", "judged"]


def test_a_socket_left_by_a_killed_process_is_no_obstacle(learner: Learner, asking: Learner) -> None:
    path = socket_of(learner)
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(path))
    assert not asking.check("adding/add-two", source=RIGHT).warm
    with serving(learner) as served:
        assert served.active
        assert asking.status().warm


def test_a_service_at_work_is_not_waited_for(learner: Learner, asking: Learner) -> None:
    with serving(learner) as served, served._lock:
        assert not asking.check("adding/add-two", source=RIGHT).warm


def test_whoever_leaves_before_saying_go_has_tried_nothing(learner: Learner, asking: Learner) -> None:
    with serving(learner) as served:
        _free(served)
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(str(socket_of(learner)))
            service._send(line, _request(asking))
            assert service._hear(line) == {"ready": True}
        _free(served)
        assert asking.check("adding/add-two", source=WRONG).warm
    assert kinds(asking) == ["submitted", "judged"]


def test_what_the_service_refuses_is_told_by_the_process_itself(learner: Learner, asking: Learner) -> None:
    path = asking.start("adding/sums").path
    path.write_text(path.read_text().replace("\n1: ", "\n1: 3").replace("\n2: ", "\n2: 3"))
    with serving(learner) as served:
        _free(served)
        assert asking.check("adding/sums").warm
        with pytest.raises(AlreadyMarked):
            asking.check("adding/sums")


ENDLESS = b"def add(a, b):\n    while True: pass\n"


def test_how_far_an_attempt_is_comes_from_the_warm_process_too(learner: Learner, asking: Learner) -> None:
    told: list[Progress] = []
    with serving(learner) as served:
        _free(served)
        checked = asking.check("adding/add-two", source=WRONG, tell=told.append)
    assert checked.warm
    assert [type(each) for each in told] == [CheckBegun, CheckEnded] * 2
    ended = [each.result for each in told if isinstance(each, CheckEnded)]
    assert ended == [replace(check, mistake=None) for check in checked.verdict.checks]


@pytest.mark.parametrize("aloud", [True, False])
def test_an_attempt_is_stopped_in_the_warm_process(learner: Learner, asking: Learner, aloud: bool) -> None:
    stop = Stop()
    timer = threading.Timer(0.5, stop.call)
    with serving(learner) as served:
        _free(served)
        timer.start()
        with pytest.raises(Stopped):
            asking.check("adding/add-two", source=ENDLESS, stop=stop, tell=(lambda _: None) if aloud else None)
        _free(served)
        assert asking.attempts("adding/add-two")[0].status == "stopped"
        assert asking.check("adding/add-two", source=RIGHT).warm


def test_ctrl_c_stops_what_the_warm_process_judges(learner: Learner, asking: Learner) -> None:
    def tell(_: Progress) -> None:
        raise KeyboardInterrupt

    with serving(learner) as served:
        _free(served)
        with pytest.raises(KeyboardInterrupt):
            asking.check("adding/add-two", source=ENDLESS, tell=tell)
        _free(served)
        assert asking.attempts("adding/add-two")[0].status == "stopped"


def test_whoever_leaves_without_a_word_finds_the_verdict_in_the_log(learner: Learner, asking: Learner) -> None:
    with serving(learner) as served:
        _free(served)
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(20)
            line.connect(str(socket_of(learner)))
            service._send(line, {**_request(asking), "aloud": True})
            assert service._hear(line) == {"ready": True}
            service._send(line, {"go": True})
            assert "progress" in service._hear(line)
        _free(served)
    assert asking.attempts("adding/add-two")[0].status == "passed"


def _garbage(line: socket.socket) -> None:
    line.sendall(struct.pack("!I", 7) + b"garbage")


def _no_object(line: socket.socket) -> None:
    line.sendall(struct.pack("!I", 2) + b"[]")


def _a_promise_of_more_than_there_is(line: socket.socket) -> None:
    line.sendall(struct.pack("!I", 0xFFFFFFFF))


def _nothing_but_nesting(line: socket.socket) -> None:
    line.sendall(struct.pack("!I", 200_000) + b"[" * 200_000)


def _hanging_up(line: socket.socket) -> None:
    line.close()


def _silence(line: socket.socket) -> None:
    with pytest.raises(service._Broken):
        service._hear(line)  # until the other side has had enough


def _death_while_judging(line: socket.socket) -> None:
    service._send(line, {"ready": True})
    assert service._hear(line) == {"go": True}
    line.close()


def _a_verdict_that_is_none(line: socket.socket) -> None:
    service._send(line, {"ready": True})
    service._hear(line)
    service._send(line, {"checked": {"verdict": {"status": "passed"}, "news": {}}})


def _half_a_verdict(line: socket.socket) -> None:
    service._send(line, {"ready": True})
    service._hear(line)
    line.sendall(struct.pack("!I", 1000) + b'{"checked": {"verd')
    line.close()


@pytest.mark.parametrize(
    "behave",
    [
        _garbage,
        _no_object,
        _a_promise_of_more_than_there_is,
        _nothing_but_nesting,
        _hanging_up,
        _silence,
        _death_while_judging,
        _a_verdict_that_is_none,
        _half_a_verdict,
    ],
)
def test_whatever_the_other_side_does_the_attempt_is_judged(
    asking: Learner, monkeypatch: pytest.MonkeyPatch, behave: Callable[[socket.socket], None]
) -> None:
    monkeypatch.setattr(service, "_TO_AGREE", 0.3)
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(socket_of(asking)))
        door.listen()

        def serve() -> None:
            line, _ = door.accept()
            with line:
                assert service._hear(line)["ask"] == "check"
                behave(line)

        server = threading.Thread(target=serve)
        server.start()
        checked = asking.check("adding/add-two", source=RIGHT)
        server.join()
    assert checked.verdict.passed
    assert (checked.warm, checked.logged) == (False, True)
    assert kinds(asking) == ["submitted", "judged"]


@pytest.mark.parametrize(
    "message",
    [
        b"",
        b"\0\0",
        struct.pack("!I", 4) + b"null",
        struct.pack("!I", 0xFFFFFFFF),
        struct.pack("!I", 100_000) + b"[" * 100_000,
        struct.pack("!I", 2) + b"{}",
    ],
)
def test_a_service_outlives_whatever_it_is_told(learner: Learner, asking: Learner, message: bytes) -> None:
    with serving(learner):
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(str(socket_of(learner)))
            line.sendall(message)
        assert asking.status().warm


@pytest.mark.parametrize(
    "wrong", [{"source": 3}, {"source": "not base64!"}, {"proof": "no/such"}, {"purpose": "fun"}, {"file": 3}]
)
def test_a_request_that_makes_no_sense_is_refused_and_forgotten(
    learner: Learner, asking: Learner, wrong: dict[str, Any]
) -> None:
    with serving(learner) as served:
        _free(served)
        before = kinds(asking)
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(20)
            line.connect(str(socket_of(learner)))
            service._send(line, {**_request(asking), **wrong})
            assert service._hear(line) == {"ready": True}
            service._send(line, {"go": True})
            assert service._hear(line) == {"checked": None}
        assert kinds(asking) == before


SERVER = """
import json, sys, time
from pathlib import Path
from mlestone.course.load import load_course
from mlestone.study.learner import Learner
from mlestone.study import service
from mlestone.study.service import serving
from mlestone.study.study import Study

service.fingerprint = lambda folders: "as it was"
with Study(load_course(Path(sys.argv[1]))) as study, Learner.open(study) as learner, serving(learner) as served:
    assert served.warmed.wait(60)
    print("warm", flush=True)
    time.sleep(60)
"""


def test_a_service_that_is_killed_at_work_is_not_missed(asking: Learner, clock: SetClock) -> None:
    root = asking.desk.course.root
    with subprocess.Popen([sys.executable, "-c", SERVER, str(root)], stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            assert server.stdout.readline() == "warm\n"
            assert asking.check("adding/add-two", source=WRONG).warm
            before = len(kinds(asking))
            killer = threading.Thread(target=_kill_once_submitted, args=(asking, server.pid, before))
            killer.start()
            checked = asking.check("adding/add-two", source=b"import time\ntime.sleep(2)\n" + RIGHT)
            killer.join()
        finally:
            server.kill()
    assert checked.verdict.passed
    assert not checked.warm
    # What the killed one had begun stays there, without a verdict; it counts as nothing.
    assert kinds(asking)[before:] == ["submitted", "submitted", "judged"]
    assert asking.proof("adding/add-two").standing.attempts == 2
    assert asking.unjudged() == ("adding/add-two",)


def _kill_once_submitted(asking: Learner, pid: int, before: int) -> None:
    from mlestone.store.log import Log

    with Log.open(asking.desk.log) as log:
        while log.count() == before:
            time.sleep(0.01)
    os.kill(pid, signal.SIGKILL)


def _request(learner: Learner) -> dict[str, Any]:
    from mlestone.study.handing import submission

    request = service._request(learner.desk, submission(learner.desk, "adding/add-two", None, RIGHT, None))
    return json.loads(json.dumps(request))  # type: ignore[no-any-return]


def _free(served: service.Service) -> None:
    """Wait until the service has warmed up, and has let go of what it did."""
    assert served.warmed.wait(60)
    with served._lock:
        pass
