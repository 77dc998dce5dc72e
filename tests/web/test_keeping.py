"""Settings, kits, and the log to take along."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from mlestone.base.errors import MlestoneError
from mlestone.engine.making.make import Progress
from mlestone.study import kits as study_kits
from mlestone.study.learner import Learner
from mlestone.study.study import Study
from mlestone.web import keeping
from mlestone.web.app import create_app
from mlestone.web.kit_making import KitMaking

from .conftest import RIGHT, TOKEN, running

ADD = "/api/proofs/adding/add-two"


def test_settings_say_where_things_are(client: httpx.Client, home: Path) -> None:
    settings = client.get("/api/settings").json()
    assert settings["log"] == str(home / "data" / "log.sqlite3")
    assert settings["workspace"] == str(home / "workspace")
    assert settings["entries"] == 0
    assert (settings["engine"], settings["isolation"]) == ("warming", None)


class TestTakingAlong:
    def test_the_log_goes_out_and_comes_in_once(self, client: httpx.Client, learner: Learner) -> None:
        client.post(f"{ADD}/attempts", json={"source": RIGHT})
        answer = client.get("/api/export")
        assert 'filename="mlestone-' in answer.headers["content-disposition"]
        lines = answer.text.splitlines()
        assert json.loads(lines[0])["entries"] == len(lines) - 1 == 2
        assert client.post("/api/import", content=answer.content).json() == {"new": 0, "known": 2}

    def test_another_machine_takes_it_in(self, client: httpx.Client, study: Study, built: Path, tmp_path: Path) -> None:
        client.post(f"{ADD}/attempts", json={"source": RIGHT})
        exported = client.get("/api/export").content
        log, files = tmp_path / "other.sqlite3", tmp_path / "other"

        def elsewhere() -> Learner:
            return Learner.open(study, log=log, workspace=files, shared=False)

        with running(create_app(study, elsewhere, token=TOKEN, static=built, warm=False)) as other:
            assert other.get(ADD).json()["standing"]["state"] == "untouched"
            assert other.post("/api/import", content=exported).json() == {"new": 2, "known": 0}
            assert other.get(ADD).json()["standing"]["state"] == "passed"
            assert other.get("/api/progress").json()["proofs_passed"] == 1

    @pytest.mark.parametrize("garbage", [b"", b"nonsense\n", b"\xff\xfe\n", b'{"format": "other"}\n'])
    def test_what_is_no_log_is_refused(self, client: httpx.Client, garbage: bytes) -> None:
        answer = client.post("/api/import", content=garbage)
        assert (answer.status_code, answer.json()["error"]["kind"]) == (400, "refused")

    def test_what_is_too_large_is_not_read_to_its_end(
        self, client: httpx.Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(keeping, "_LONGEST_IMPORT", 10)
        assert client.post("/api/import", content=b"x" * 11).status_code == 413


class Heard:
    """Stands for the pages that listen."""

    def __init__(self) -> None:
        self.told: list[dict[str, Any]] = []
        self.over = threading.Event()

    def tell(self, name: str, value: dict[str, Any]) -> None:
        self.told.append(value)
        if value["stage"] in ("done", "failed", "cancelled"):
            self.over.set()


class TestKits:
    @pytest.fixture
    def heard(self) -> Heard:
        return Heard()

    @pytest.fixture
    def making(self, heard: Heard) -> KitMaking:
        return KitMaking(heard)  # type: ignore[arg-type]

    def install_like(self, monkeypatch: pytest.MonkeyPatch, work: Callable[[Any], None]) -> None:
        monkeypatch.setattr(study_kits, "install", lambda name, tell: work(tell))

    def test_every_kit_is_listed_with_what_needs_it(self, client: httpx.Client) -> None:
        told = client.get("/api/kits").json()
        core = next(kit for kit in told["kits"] if kit["name"] == "core")
        assert (core["state"], core["skills"]) == ("included", 3)
        assert told["installing"] is None

    def test_one_that_comes_with_mlestone_is_not_removed(self, client: httpx.Client) -> None:
        assert client.delete("/api/kits/core").json()["error"]["kind"] == "refused"

    def test_one_nobody_knows_is_not_made(self, client: httpx.Client) -> None:
        assert client.post("/api/kits/nothing").json()["error"]["kind"] == "unknown"

    def test_progress_is_told_to_the_end(
        self, making: KitMaking, heard: Heard, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.install_like(monkeypatch, lambda tell: tell(Progress("downloading", 5, 10)))
        assert making.begin("core")["stage"] == "preparing"
        assert heard.over.wait(10)
        assert [told["stage"] for told in heard.told] == ["downloading", "done"]
        assert heard.told[0] == {"kit": "core", "stage": "downloading", "done": 5, "total": 10, "message": ""}

    def test_a_second_one_waits_until_it_is_asked_for_again(
        self, making: KitMaking, heard: Heard, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        go_on = threading.Event()

        def work(_: Any) -> None:
            assert go_on.wait(10)

        self.install_like(monkeypatch, work)
        making.begin("core")
        with pytest.raises(MlestoneError, match="one at a time"):
            making.begin("tabular")
        assert making.begin("core")["kit"] == "core"
        go_on.set()
        assert heard.over.wait(10)

    def test_it_can_be_cancelled(self, making: KitMaking, heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
        begun = threading.Event()

        def work(tell: Callable[[Progress], None]) -> None:
            while True:
                tell(Progress("downloading", 1, 2))
                begun.set()

        self.install_like(monkeypatch, work)
        making.begin("core")
        assert begun.wait(10)
        making.cancel("core")
        assert heard.over.wait(10)
        assert heard.told[-1]["stage"] == "cancelled"
        assert making.now is None

    def test_what_goes_wrong_is_told_in_words(
        self, making: KitMaking, heard: Heard, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def work(_: Any) -> None:
            raise MlestoneError("The disk is full.")

        self.install_like(monkeypatch, work)
        making.begin("core")
        assert heard.over.wait(10)
        assert (heard.told[-1]["stage"], heard.told[-1]["message"]) == ("failed", "The disk is full.")
