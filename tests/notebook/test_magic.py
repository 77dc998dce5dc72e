"""`%load_ext mlestone` and what it brings: what a cell shows, what it refuses, what it leaves behind."""

from __future__ import annotations

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from IPython.core.error import UsageError

from mlestone.base.settings import builtin_course
from mlestone.notebook.page import ShownProof, ShownVerdict
from mlestone.proving.sheet import read_sheet

if TYPE_CHECKING:
    from conftest import Cells

AXIS = "numpy-shapes/axis-statistics"
PUZZLES = "numpy-shapes/shape-puzzles"
RIGHT = read_sheet(builtin_course() / "data/numpy-shapes/axis_statistics.py").reference


def proved(cells: Cells, source: str, line: str = f"{AXIS} --seed 3") -> ShownVerdict:
    shown = cells.run(f"%%prove {line}\n{source}")
    assert isinstance(shown, ShownVerdict)
    return shown


class Tags(HTMLParser):
    """The tags of a page, and whether each that was opened is closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.met: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.met.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_a_cell_is_judged_and_shown_as_text_and_as_html(cells: Cells, home: Path) -> None:
    shown = proved(cells, RIGHT.replace("ddof=ddof, ", ""))
    assert repr(shown).startswith(f"Not yet  {AXIS}  seed 3")
    assert repr(shown).count("as if `ddof` were 0") == 1
    page = shown._repr_html_()
    assert "<strong" in page
    assert "Not yet" in page
    assert "<code>ddof</code>" in page
    assert Tags(page).open == []


def test_what_a_learner_writes_stays_text_in_the_page(cells: Cells, home: Path) -> None:
    shown = proved(cells, f"print('<script>alert(1)</script>')\n{RIGHT}\nraise ValueError('<img src=x onerror=y>')")
    tags = Tags(shown._repr_html_())
    assert not tags.met & {"script", "img"}
    assert "&lt;img" in shown._repr_html_()


def test_a_cell_is_judged_as_a_file_of_its_own(cells: Cells, home: Path) -> None:
    cells.run("import numpy as np")
    shown = proved(cells, RIGHT.replace("import numpy as np", ""))
    assert "np" in shown.verdict.summary
    assert not shown.verdict.passed
    assert "summarise" not in cells.shell.user_ns


def test_the_line_magic_shows_the_proof_and_fills_the_next_cell(cells: Cells, home: Path) -> None:
    shown = cells.run(f"%prove {AXIS}")
    assert isinstance(shown, ShownProof)
    assert "Write four small functions" in shown._repr_markdown_()
    assert cells.filled[-1].startswith(f"%%prove {AXIS}\nimport numpy as np\n")
    assert proved(cells, cells.filled[-1].partition("\n")[2]).verdict.status == "not_attempted"
    cells.run(f"%prove {PUZZLES}")
    head, _, paper = cells.filled[-1].partition("\n")
    assert head == f"%%prove {PUZZLES}"
    assert paper.startswith(f"# {PUZZLES}: write each reply behind its number.\nseed: ")
    assert (
        proved(
            cells,
            re.sub(r"(?m)^(\d+): $", lambda found: found[0] + ("[[1]]" if found[1] == "9" else "a"), paper),
            PUZZLES,
        ).verdict.kind
        == "question"
    )


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("%%prove numpy-shapes/axis-statistic\nx = 1", f"Did you mean '{AXIS}'"),
        ("%%prove t5/span-corruption\nx = 1", "planned"),
        ("%%prove\nx = 1", "%%prove SKILL/PROOF"),
        (f"%%prove {AXIS} --sed 3\nx = 1", "%%prove SKILL/PROOF"),
        (f"%%prove {AXIS} --seed x\nx = 1", "invalid int value"),
        ("%%prove 'a\nx = 1", "quotation"),
        ("%prove nothing/here", "no proof"),
    ],
)
def test_what_cannot_be_done_is_a_sentence_and_no_traceback(
    cell: str, said: str, cells: Cells, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert isinstance(cells.fail(cell), UsageError)
    told = capsys.readouterr()
    assert said in told.err + told.out
    assert "Traceback" not in told.err + told.out


def test_importing_mlestone_loads_nothing_of_the_notebook() -> None:
    program = (
        "import sys, mlestone; print(sorted(name for name in sys.modules if name.startswith(('mlestone.', 'IPython'))))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_notebook_s_code_needs_no_ipython_to_be_imported() -> None:
    program = "import sys, mlestone.notebook.extension; print('IPython' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
