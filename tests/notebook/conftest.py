"""A home of its own for every test, and a notebook to type cells into."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from IPython.core.interactiveshell import InteractiveShell

from mlestone.base.settings import HOME_VARIABLE


class Cells:
    """A notebook into which cells are typed: IPython's shell, in this process."""

    def __init__(self, shell: Any) -> None:
        self.shell = shell
        self.filled: list[str] = []
        shell.set_next_input = lambda text, replace=False: self.filled.append(text)

    def run(self, cell: str) -> Any:
        """The value of a cell that works."""
        done = self.shell.run_cell(cell)
        done.raise_error()
        return done.result

    def fail(self, cell: str) -> BaseException:
        """The error of a cell that does not."""
        error: BaseException | None = self.shell.run_cell(cell).error_in_exec
        assert error is not None
        return error


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture(scope="session")
def cells(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cells]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IPYTHONDIR", str(tmp_path_factory.mktemp("ipython")))
        make: Any = InteractiveShell
        cells = Cells(make())
        cells.run("%load_ext mlestone")
        yield cells
        cells.run("%unload_ext mlestone")
        assert not {"prove"} & (
            set(cells.shell.magics_manager.magics["cell"]) | set(cells.shell.magics_manager.magics["line"])
        )
        cells.shell.history_manager.end_session()
