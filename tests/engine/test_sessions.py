"""A lesson's cells: what they show, as it comes, and what ends them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mlestone.base.ids import KitName
from mlestone.engine.engine import LESSON_LIMITS, Engine
from mlestone.engine.session import Displayed, Ended, Printed, Session, SessionLost

CORE = KitName("core")


def shown(session: Session, code: str) -> list[Displayed]:
    return [happening for happening in session.run(code) if isinstance(happening, Displayed)]


def test_cells_share_one_namespace_and_show_their_last_value(engine: Engine) -> None:
    with engine.session(CORE) as session:
        assert shown(session, "x = 20") == []
        assert [it.content["text"] for it in shown(session, "x += 1\nx * 2")] == ["42"]
        assert shown(session, "x;") == []


def test_annotations_in_a_cell_are_what_they_say_and_no_texts(engine: Engine) -> None:
    with engine.session(CORE) as session:
        assert shown(session, "def half(x: float): ...") == []
        (kind,) = shown(session, "half.__annotations__['x'] is float")
        assert kind.content["text"] == "True"


def test_what_is_printed_arrives_before_the_cell_has_ended(engine: Engine) -> None:
    with engine.session(CORE) as session:
        happenings = session.run("import time\nprint('now')\ntime.sleep(0.3)\nprint('later')")
        assert next(happenings) == Printed("now\n")
        rest = list(happenings)
        assert rest[0] == Printed("later\n")
        assert isinstance(rest[-1], Ended)
        assert rest[-1].seconds > 0.25  # so the first text was not held back until the end


def test_text_cut_in_the_middle_of_a_character_is_put_together(engine: Engine) -> None:
    with engine.session(CORE) as session:
        code = "import os, time\nos.write(1, b'\\xc3'); time.sleep(0.1); os.write(1, b'\\xa9')"
        assert "".join(it.text for it in session.run(code) if isinstance(it, Printed)) == "é"


def test_tables_arrive_as_columns_and_rows(engine: Engine) -> None:
    with engine.session(CORE) as session:
        code = "import pandas as pd\npd.DataFrame({'a': [1.5, 2.0], 'b': ['x', 'y']}, index=['p', 'q'])"
        (table,) = shown(session, code)
        assert table.kind == "table"
        assert table.content["columns"] == ["a", "b"]
        assert table.content["index"] == ["p", "q"]
        assert table.content["rows"] == [["1.5", "x"], ["2", "y"]]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_open_figures_are_drawn_in_the_page_theme(engine: Engine, theme: str) -> None:
    with engine.session(CORE, theme=theme) as session:  # type: ignore[arg-type]
        (figure,) = shown(session, "import matplotlib.pyplot as plt\nplt.plot([1, 2, 4]);")
        assert figure.kind == "figure"
        assert b"<svg" in figure.content["data"]
        assert figure.content["theme"] == theme
        assert shown(session, "1;") == []  # a figure is shown once


def test_an_error_names_the_line_of_the_cell_and_the_next_cell_runs(engine: Engine) -> None:
    with engine.session(CORE) as session:
        happenings = list(session.run("a = 1\nb = a / 0"))
        error, ended = happenings
        assert isinstance(error, Displayed)
        assert (error.content["type"], error.content["line"]) == ("ZeroDivisionError", 2)
        assert isinstance(ended, Ended)
        assert ended.failed
        assert [it.content["text"] for it in shown(session, "a")] == ["1"]


def test_a_demo_is_called_again_with_new_settings(engine: Engine) -> None:
    with engine.session(CORE) as session:
        list(session.run("def powers(base=2, up_to=3):\n    return [base**k for k in range(up_to)]"))
        texts = []
        for base in (2, 3):
            texts += [it.content["text"] for it in session.demo("powers", {"base": base}) if isinstance(it, Displayed)]
        assert texts == ["[1, 2, 4]", "[1, 3, 9]"]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("while True: pass", "seconds"),
        ("import os\nos._exit(3)", "ended Python itself"),
        ("while True: print('x' * 100_000)", "printed more"),
        ("import ctypes\nctypes.string_at(0)", "SIGSEGV"),
    ],
)
def test_a_lost_session_says_why(engine: Engine, code: str, said: str) -> None:
    limits = replace(LESSON_LIMITS, seconds=1.0)
    with engine.session(CORE, limits=limits) as session, pytest.raises(SessionLost, match=said):
        list(session.run(code))


def test_each_cell_has_its_time_anew(engine: Engine) -> None:
    limits = replace(LESSON_LIMITS, seconds=1.0)
    with engine.session(CORE, limits=limits) as session:
        for _ in range(3):
            (happening,) = session.run("import time\ntime.sleep(0.5)")
            assert isinstance(happening, Ended)


def test_reading_stopped_half_way_leaves_nothing_behind(engine: Engine) -> None:
    with engine.session(CORE) as session:
        happenings = session.run("print('first')\nimport time\ntime.sleep(100)")
        assert next(happenings) == Printed("first\n")
    engine.settle()
    with engine.session(CORE) as session:
        assert [it.content["text"] for it in shown(session, "'alive'")] == ["'alive'"]
