"""In a real terminal: colour, width, questions that are asked, completion by the shell, watching."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from mlestone.base.settings import HOME_VARIABLE
from mlestone.cli import main
from mlestone.cli.screen import Screen

AXIS = "numpy-shapes/axis-statistics"
CODES = re.compile(r"\x1b\[[0-9;]*m")

Run = Callable[..., Any]
OPEN: list[Terminal] = []


@pytest.fixture(autouse=True)
def no_terminal_stays_open() -> Iterator[None]:
    yield
    while OPEN:
        terminal = OPEN.pop()
        if terminal.process.poll() is None:
            terminal.process.kill()
            terminal.end()


class Terminal:
    """A terminal of 80 columns in which `mlestone` runs."""

    def __init__(self, home: Path, *arguments: str, columns: int = 80, **environment: str) -> None:
        self.screen, far = pty.openpty()
        fcntl.ioctl(far, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        plain = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS", "LINES")}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "mlestone", *arguments],
            stdin=far,
            stdout=far,
            stderr=far,
            env=plain | {"TERM": "xterm-256color", HOME_VARIABLE: str(home)} | environment,
            start_new_session=True,
        )
        os.close(far)
        self.seen = ""
        self._waited = 0
        OPEN.append(self)

    def until(self, *texts: str) -> str:
        """Wait for one of the texts to appear after what was waited for before; what stands in between, with it."""
        pattern = re.compile("|".join(map(re.escape, texts)))
        while (found := pattern.search(self.seen, self._waited)) is None:
            assert self._read(), f"{texts} never came:\n{self.seen}"
        begun, self._waited = self._waited, found.end()
        return self.seen[begun : self._waited]

    def type(self, text: str) -> None:
        os.write(self.screen, text.encode())

    def end(self) -> int:
        while self._read():
            pass
        os.close(self.screen)
        return self.process.wait(60)

    def _read(self) -> bool:
        ready, _, _ = select.select([self.screen], [], [], 60)
        try:
            found = os.read(self.screen, 4096) if ready else b""
        except OSError:  # how Linux says that nobody is left at the other end
            found = b""
        self.seen += found.decode("utf-8", "replace").replace("\r\n", "\n")
        return bool(found)


@pytest.mark.parametrize("arguments", [("map",), ("next",)], ids=" ".join)
def test_a_terminal_gets_colour_and_lines_that_fit(used: Path, arguments: tuple[str, ...]) -> None:
    terminal = Terminal(used, *arguments)
    assert terminal.end() == 0
    assert CODES.search(terminal.seen)
    assert max(len(line) for line in CODES.sub("", terminal.seen).splitlines()) <= 80


@pytest.mark.parametrize(
    "arguments",
    [("map",), ("map", "data"), ("map", "numpy-shapes"), ("progress",), ("next",), ("roadmaps",), ("plan",), ()],
    ids=" ".join,
)
def test_pages_fit_a_narrow_terminal_too(
    arguments: tuple[str, ...], run: Run, used: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Screen, "output", classmethod(lambda cls: cls(sys.stdout, 50, colour=True)))
    lines = CODES.sub("", run(*arguments, at=used).out).splitlines()
    assert [line for line in lines if len(line) > 50 and "/lesson.md" not in line] == []


def test_no_color_says_the_same_without_colour(used: Path) -> None:
    coloured, plain = Terminal(used, "map"), Terminal(used, "map", NO_COLOR="1")
    assert (coloured.end(), plain.end()) == (0, 0)
    assert "\x1b" not in plain.seen
    # The one sentence that would have nothing to show is left out.
    said = CODES.sub("", coloured.seen).replace("bold: on your plan's way\n", "")
    assert plain.seen == said


def test_a_locale_without_utf_8_gets_stand_ins(used: Path) -> None:
    terminal = Terminal(used, "map", PYTHONIOENCODING="ascii", NO_COLOR="1")
    assert terminal.end() == 0
    assert terminal.seen.isascii()
    assert "# proved" in terminal.seen
    assert "+ begun" in terminal.seen


def test_giving_up_is_asked_about(home: Path) -> None:
    terminal = Terminal(home, "solution", AXIS)
    assert "counts for less" in " ".join(terminal.until("[y/N]").split())
    terminal.type("n\n")
    assert terminal.end() == 1
    assert "def summarise" not in terminal.seen
    terminal = Terminal(home, "solution", AXIS)
    terminal.until("[y/N]")
    terminal.type("y\n")
    assert terminal.end() == 0
    assert "def summarise" in terminal.seen


PROMPTS = ("Your reply: ", "to pass it over: ")  # of a question, of a small program


def test_a_placement_is_a_conversation_that_can_be_left_and_goes_on(home: Path, run: Run) -> None:
    terminal = Terminal(home, "place")
    terminal.until("Question 1 of at most 25")
    terminal.type("\n" if terminal.until(*PROMPTS).endswith(PROMPTS[0]) else "skip\n")
    terminal.until("Question 2")
    terminal.until(*PROMPTS)
    terminal.type("\x04")
    assert terminal.end() == 0
    assert "1 question answered" in terminal.seen
    assert json.loads(run("place", "--json").out)["answered"] == 1
    again = Terminal(home, "place")
    assert "1 question answered" in again.until("Question 2")
    again.until(*PROMPTS)
    again.type("\x04")
    again.end()


# ---- watching -------------------------------------------------------------------------------------------


@pytest.fixture
def watching(home: Path, run: Run) -> Terminal:
    run("start", AXIS)
    terminal = Terminal(home, "watch", NO_COLOR="1")
    terminal.until("Ctrl-C ends this")
    return terminal


def test_what_is_saved_is_judged_however_it_is_saved(watching: Terminal, home: Path, right: Path) -> None:
    file = home / "workspace/numpy-shapes/axis_statistics.py"
    file.write_text(right.read_text())
    watching.until("Passed")
    beside = file.with_name("axis_statistics.py.tmp")  # as editors do that save by renaming
    beside.write_text("def summarise(:\n")
    beside.replace(file)
    watching.until("Crashed")
    file.unlink()
    file.mkdir()
    watching.until("is a folder")
    file.rmdir()
    file.write_text("")
    watching.until("Not attempted")
    watching.process.send_signal(signal.SIGINT)
    assert watching.end() == 0
    assert "Traceback" not in watching.seen


def test_check_is_answered_by_the_engine_of_watch(watching: Terminal, home: Path, run: Run) -> None:
    warm = (json.loads(run("check", "--json").out)["warm"] for _ in range(20))
    assert any(warm)  # the first ones may come while it is still warming up
    assert json.loads(run("doctor", "--json").out)["learner"]["warm"]
    os.killpg(watching.process.pid, signal.SIGKILL)
    watching.end()
    told = json.loads(run("check", "--json").out)  # it died without a word; nobody is the wiser
    assert (told["warm"], told["verdict"]["status"]) == (False, "not_attempted")


def test_watch_prints_a_line_of_json_for_each_verdict(home: Path, run: Run, right: Path) -> None:
    run("start", AXIS)
    file = home / "workspace/numpy-shapes/axis_statistics.py"
    environment = os.environ | {HOME_VARIABLE: str(home)}
    command = [sys.executable, "-m", "mlestone", "watch", AXIS, "--json"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert "Watching" in process.stderr.readline()
        file.write_text(right.read_text())
        told = json.loads(process.stdout.readline())
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
    assert (told["schema"], told["verdict"]["status"], told["file"]) == (1, "passed", str(file))


# ---- slow attempts --------------------------------------------------------------------------------------


def test_a_slow_attempt_says_how_far_it_is_and_ctrl_c_ends_it(home: Path, tmp_path: Path, run: Run) -> None:
    source = tmp_path / "slow.py"
    source.write_text("import time\ndef summarise(x, axis, ddof=0):\n    time.sleep(100)\n")
    checking = Terminal(home, "check", AXIS, str(source))
    assert "\x1b[K" in checking.until("Check 1 of ")
    checking.process.send_signal(signal.SIGINT)
    assert checking.end() == 130
    after = checking.seen.rpartition("\x1b[K")[2]  # the line is gone before anything else is said
    assert after == "Stopped. This was not judged and does not count.\n"
    assert json.loads(run("progress", "--json").out)["attempts"] == 0
    assert json.loads(run("doctor", "--json").out)["learner"]["unjudged"] == []


def test_a_pipe_is_told_of_no_progress(home: Path, tmp_path: Path) -> None:
    source = tmp_path / "slow.py"
    source.write_text("import time\ndef summarise(x, axis, ddof=0):\n    time.sleep(1)\n")
    command = [sys.executable, "-m", "mlestone", "check", AXIS, str(source)]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env=os.environ | {HOME_VARIABLE: str(home)}
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert "Check 1 of" not in done.stdout


# ---- completion -----------------------------------------------------------------------------------------


Complete = Callable[[str], list[str]]


@pytest.fixture
def complete(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Complete:
    """What bash would offer at the end of a line."""

    def complete(line: str) -> list[str]:
        monkeypatch.setattr(sys, "argv", ["mlestone"])
        monkeypatch.setenv(HOME_VARIABLE, str(home))
        monkeypatch.setenv("_MLESTONE_COMPLETE", "complete_bash")
        monkeypatch.setenv("COMP_WORDS", line)
        monkeypatch.setenv("COMP_CWORD", str(line.count(" ")))
        with pytest.raises(SystemExit):
            main()
        told = capsys.readouterr()
        assert told.err == ""
        return told.out.split()

    return complete


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("mlestone pl", ["place", "plan"]),
        ("mlestone start numpy-shapes/a", [AXIS]),
        ("mlestone check numpy-shapes/s", ["numpy-shapes/shape-puzzles"]),
        ("mlestone map nump", ["numpy-arrays", "numpy-shapes"]),
        ("mlestone map mlo", ["mlops"]),
        ("mlestone plan s", ["set"]),
        ("mlestone plan set mlop", ["mlops-engineer"]),
        ("mlestone plan set --skill numpy-a", ["numpy-arrays"]),
        ("mlestone roadmaps hem", ["hemansnation"]),
        ("mlestone review numpy-s", ["numpy-shapes"]),
        ("mlestone kits install tab", ["tabular"]),
        ("mlestone hint --js", ["--json"]),
    ],
)
def test_tab_completes_commands_options_and_names(line: str, offered: list[str], complete: Complete) -> None:
    assert complete(line) == offered


def test_completion_is_silent_where_the_course_is_broken(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mlestone.base.errors import MlestoneError
    from mlestone.cli import completion
    from mlestone.study.study import Study

    def broken() -> None:
        raise MlestoneError("no course")

    monkeypatch.setattr(Study, "open", staticmethod(broken))
    assert list(completion.proofs("")) == list(completion.places("")) == list(completion.tracks("")) == []
