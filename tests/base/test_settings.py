import subprocess
import sys
from datetime import UTC
from pathlib import Path

import pytest

from mlestone.base import settings
from mlestone.base.clock import SystemClock
from mlestone.base.errors import MlestoneError


def test_the_built_in_course_is_the_checkout_s() -> None:
    assert (settings.builtin_course() / "tracks.yaml").is_file()


def test_a_wheel_s_course_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "_PACKAGE", tmp_path / "src" / "mlestone")
    (tmp_path / "curriculum").mkdir()
    assert settings.builtin_course() == tmp_path / "curriculum"
    (tmp_path / "src/mlestone/curriculum").mkdir(parents=True)
    assert settings.builtin_course() == tmp_path / "src/mlestone/curriculum"


def test_a_missing_course_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "_PACKAGE", tmp_path / "src" / "mlestone")
    with pytest.raises(MlestoneError, match="built-in course is missing"):
        settings.builtin_course()


def test_one_variable_moves_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLESTONE_HOME", str(tmp_path))
    assert settings.data_dir() == tmp_path / "data"
    assert settings.cache_dir() == tmp_path / "cache"


def test_a_relative_home_does_not_move_with_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MLESTONE_HOME", "here")
    assert settings.data_dir() == tmp_path / "here" / "data"


def test_without_it_the_platform_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MLESTONE_HOME", raising=False)
    assert "mlestone" in str(settings.data_dir())
    assert settings.data_dir() != settings.cache_dir()


def test_asking_for_a_folder_creates_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLESTONE_HOME", str(tmp_path))
    settings.data_dir()
    settings.cache_dir()
    assert list(tmp_path.iterdir()) == []


def test_the_clock_tells_utc() -> None:
    assert SystemClock().now().tzinfo is UTC


def test_base_is_the_standard_library_alone() -> None:
    script = (
        "import sys; before = set(sys.modules)\n"
        "import mlestone.base.clock, mlestone.base.errors, mlestone.base.ids, mlestone.base.settings\n"
        "tops = {name.partition('.')[0] for name in set(sys.modules) - before}\n"
        "print(*sorted(tops - set(sys.stdlib_module_names)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["mlestone"]
