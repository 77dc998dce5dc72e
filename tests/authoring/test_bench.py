"""The bench: submissions played beside each other, none of which can hold up, end or reach another."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from mlestone.authoring.bench import Bench, BenchLost, Play, read_verdict
from mlestone.authoring.checking import Workplaces
from mlestone.base.ids import ProofId
from mlestone.engine.kit import find_kit

from ..processes import family
from .conftest import CORE, finished

PROOF = ProofId("some-skill/code")
RIGHT = "def mean_of(values):\n    return float(values.mean())\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "some-skill" / "code.py"
    path.parent.mkdir()
    path.write_text(finished("code"))
    return path


@pytest.fixture
def bench(workplaces: Workplaces, path: Path) -> Bench:
    return workplaces.bench(find_kit(CORE), path)


def statuses(bench: Bench, path: Path, *plays: Play) -> list[list[str]]:
    told = bench.play(PROOF, path, plays).result()
    return [[read_verdict(verdict, PROOF).status for verdict in verdicts] for verdicts in told["plays"]]


@pytest.mark.parametrize(
    ("source", "status"),
    [
        (RIGHT, "passed"),
        ("def mean_of(values):\n    return 0.0\n", "failed"),
        ("1 / 0\n", "crashed"),
        ("def mean_of(values):\n    while True:\n        pass\n", "out_of_limits"),
        ("def mean_of(values):\n    import os\n    os._exit(0)\n", "out_of_limits"),
        ("while True:\n    try:\n        while True: pass\n    except BaseException: pass\n", "out_of_limits"),
        ("def mean_of(values):\n    return [0] * 10**10\n", "failed"),
    ],
)
@pytest.mark.parametrize("recognised", [1, 0])
def test_whatever_is_handed_in_ends(bench: Bench, path: Path, source: str, status: str, recognised: int) -> None:
    odd = Play(source, (0,), seconds=0.3, recognised=recognised)
    assert statuses(bench, path, odd, Play(RIGHT, (0,))) == [[status], ["passed"]]


def test_seeds_are_played_until_one_fails_if_that_is_what_was_asked(bench: Bench, path: Path) -> None:
    sometimes = "def mean_of(values):\n    return float(values.mean()) if len(values) < 6 else None\n"
    every = statuses(bench, path, Play(sometimes, tuple(range(12))))[0]
    assert len(every) == 12
    assert set(every) == {"passed", "failed"}
    until = statuses(bench, path, Play(sometimes, tuple(range(12)), until_failed=True))[0]
    assert until == every[: every.index("failed") + 1]


def test_recognised_or_not_a_seed_gives_the_same_status(bench: Bench, path: Path) -> None:
    sometimes = "def mean_of(values):\n    return float(values.mean()) if len(values) < 6 else None\n"
    all_recognised, none, some = statuses(
        bench,
        path,
        Play(sometimes, tuple(range(6)), recognised=6),
        Play(sometimes, tuple(range(6))),
        Play(sometimes, tuple(range(6)), recognised=2),
    )
    assert all_recognised == none == some


def test_temporary_folders_do_not_outlive_the_play(bench: Bench, path: Path, tmp_path: Path) -> None:
    note = tmp_path / "where"
    leaves_one = f"import tempfile\nopen({str(note)!r}, 'w').write(tempfile.mkdtemp())\n"
    assert statuses(bench, path, Play(leaves_one + RIGHT, (0,))) == [["passed"]]
    assert not Path(note.read_text()).exists()


def test_a_file_that_cannot_be_used_is_told_with_its_problems(bench: Bench, path: Path) -> None:
    path.write_text(path.read_text() + "\nprint(1)\n")
    told: dict[str, Any] = bench.play(PROOF, path, (Play(RIGHT, (0,)),)).result()
    assert told["problems"][0][1] == "prints while loading"


def test_a_bench_that_is_gone_says_so(path: Path) -> None:
    with Bench(find_kit(CORE), (), workers=1) as bench:
        bench._process.kill()
        with pytest.raises(BenchLost, match="ended"):
            bench.play(PROOF, path, (Play(RIGHT, (0,)),)).result()


ENDLESS = """
import sys
from pathlib import Path
from mlestone.authoring.bench import Bench, Play
from mlestone.base.ids import KitName, ProofId
from mlestone.engine.kit import find_kit

with Bench(find_kit(KitName("core")), (), workers=1) as bench:
    endless = Play("def mean_of(values):\\n    while True:\\n        pass\\n", (0,), seconds=300.0)
    bench.play(ProofId("some-skill/code"), Path(sys.argv[1]), (endless,)).result()
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_plays_on_when_the_command_and_all_its_group_are_ended(path: Path, number: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", ENDLESS, str(path)], start_new_session=True, stderr=subprocess.DEVNULL
    ) as command:
        while len(playing := family(command.pid)) < 4:  # the command, the workshop, the proof, its play
            assert command.poll() is None
            time.sleep(0.02)
        os.killpg(command.pid, number)
    for _ in range(3000):
        if not any(Path(f"/proc/{pid}").exists() for pid in playing):
            break
        time.sleep(0.01)
    assert [pid for pid in playing if Path(f"/proc/{pid}").exists()] == []
