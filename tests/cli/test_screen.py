"""Pages keep to their width, whatever is in them; nothing in them can command a terminal; any encoding will do."""

from __future__ import annotations

import io
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlestone.cli import screen as module
from mlestone.cli.pages.prose import print_prose
from mlestone.cli.screen import Screen, Span, cells, prepare_output, visible


def page(width: int = 30, *, colour: bool = False) -> Screen:
    return Screen(io.StringIO(), width, colour)


def text_of(screen: Screen) -> str:
    assert isinstance(screen.stream, io.StringIO)
    return screen.stream.getvalue()


def test_long_lines_wrap_between_words_and_hang() -> None:
    screen = page()
    screen.line("call: ", "one two three four five six seven", indent=2, hang=6)
    assert text_of(screen) == "  call: one two three four\n        five six seven\n"


def test_pieces_without_a_space_between_them_stay_together() -> None:
    screen = page(12)
    screen.line("it is done", ".", " And", ("more", "bold"), "!")
    assert text_of(screen) == "it is done.\nAndmore!\n"


def test_lines_of_a_text_stay_lines_and_keep_their_indentation() -> None:
    screen = page()
    screen.line("def f(x):\n    return x\n", indent=2)
    assert text_of(screen) == "  def f(x):\n      return x\n\n"


def test_a_word_wider_than_the_page_is_left_whole_so_that_it_can_be_copied() -> None:
    screen = page(10)
    screen.line("see /a/very/long/path/to/a/file now")
    assert text_of(screen) == "see\n/a/very/long/path/to/a/file\nnow\n"


def test_columns_line_up_and_the_last_wraps_in_its_own() -> None:
    screen = page()
    screen.rows([["a", "some words that have to wrap"], [("bbbb", "bold"), "x"]], indent=1)
    assert text_of(screen) == " a     some words that have to\n       wrap\n bbbb  x\n"


def test_wide_characters_take_two_columns() -> None:
    assert (cells("漢字"), cells("cafe\N{COMBINING ACUTE ACCENT}"), cells("é✓")) == (4, 4, 2)
    screen = page(10)
    screen.line("漢字漢字 漢字漢字")
    assert text_of(screen) == "漢字漢字\n漢字漢字\n"


def test_colour_stands_round_words_only_when_it_is_wanted() -> None:
    plain, coloured = page(), page(colour=True)
    for screen in (plain, coloured):
        screen.line(("Passed", "bold green"), "  all")
    assert text_of(plain) == "Passed  all\n"
    assert text_of(coloured) == "\x1b[1;32mPassed\x1b[0m  all\n"


@given(st.lists(st.text(max_size=40), max_size=6), st.integers(1, 90), st.integers(0, 8), st.integers(0, 8))
def test_no_text_is_lost_and_no_line_is_too_long_where_words_fit(
    texts: list[str], width: int, indent: int, hang: int
) -> None:
    screen = page(width)
    screen.line(*texts, indent=indent, hang=hang)
    written = text_of(screen)
    kept = "".join(visible(line) for text in texts for line in text.split("\n"))
    assert written.replace(" ", "").replace("\n", "") == kept.replace(" ", "")
    for line in written.split("\n"):
        assert cells(line) <= width or len(line.strip(" ").split(" ")) <= 1


@given(st.text())
def test_nothing_that_is_shown_commands_a_terminal(text: str) -> None:
    shown = visible(text.replace("\n", ""))
    assert all(each.isprintable() or each == "\N{NO-BREAK SPACE}" for each in shown)


def test_what_reverses_or_hides_text_is_spelled_out() -> None:
    assert visible("a\x1b[2Jb\u202ec\x00\r\t.") == "a\\x1b[2Jb\\u202ec\\x00\\r    ."


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
def test_any_encoding_will_do(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding=encoding))
    prepare_output()
    print("✓ ● é \N{EN DASH} … 漢 \ud800", end="", file=sys.stdout)
    sys.stdout.flush()
    told = raw.getvalue().decode(encoding)
    assert told.startswith("✓ ●" if encoding == "utf-8" else "v #")
    assert "é" in told or encoding == "ascii"


def test_every_mark_has_a_stand_in_as_wide_as_itself() -> None:
    from mlestone.cli.pages.states import PROOFS, STATES
    from mlestone.study.verdicts import MARKS

    shapes = {*MARKS.values(), *(shape for shape, _ in (*STATES.values(), *PROOFS.values())), *"━─░▒▓█"}
    stand_ins = {shape: module._STAND_INS[shape] for shape in shapes}
    assert {len(stand_in) for stand_in in stand_ins.values()} == {1}
    states = [stand_ins[shape] for shape, _ in STATES.values()]
    assert len(set(states)) == len(states)  # told apart without colour and without Unicode


@pytest.mark.parametrize(
    ("terminal", "environment", "width", "colour"),
    [
        (True, {"COLUMNS": "80"}, 80, True),
        (True, {"COLUMNS": "200"}, 100, True),
        (True, {"COLUMNS": "10"}, 40, True),
        (True, {"COLUMNS": "80", "NO_COLOR": "1"}, 80, False),
        (True, {"COLUMNS": "80", "TERM": "dumb"}, 80, False),
        (False, {"COLUMNS": "200"}, 80, False),
        (False, {"FORCE_COLOR": "1"}, 80, True),
        (False, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, 80, False),
    ],
)
def test_width_and_colour_follow_the_terminal_and_the_environment(
    terminal: bool, environment: dict[str, str], width: int, colour: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stream(io.StringIO):
        def isatty(self) -> bool:
            return terminal

    for name in ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    screen = Screen.of(Stream())
    assert (screen.width, screen.colour) == (width, colour)


def test_prose_flows_and_code_keeps_its_shape() -> None:
    screen = page(32)
    text = "Write `f(x)`, which\nadds one to every number.\n\n- first, a longer item that\n  goes on\n- second\n\n"
    print_prose(f"{text}```python\nf(np.array([1,\n            2]))\n```\n\n1. one\n\n| a | b |\n", screen)
    assert text_of(screen) == (
        "Write `f(x)`, which adds one to\nevery number.\n\n- first, a longer item that goes\n  on\n- second\n\n"
        "    f(np.array([1,\n                2]))\n\n1. one\n\n| a | b |\n"
    )


def test_styles_are_known() -> None:
    screen = page(colour=True)
    spans: list[Span] = [("x", style) for style in ("bold", "dim", "red", "green", "yellow", "blue", "cyan")]
    screen.line(*spans)
    assert text_of(screen).count("\x1b[0m") == 7
