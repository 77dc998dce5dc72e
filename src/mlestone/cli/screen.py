"""Where pages are written: lines of styled text, wrapped, plain wherever colour is not wanted.

A page has at most 100 columns in a terminal and 80 in a pipe; colour only in a terminal, and never when `NO_COLOR` is
set (`FORCE_COLOR` asks for it elsewhere). Marks and dashes that the terminal's encoding lacks get a stand-in. Control
characters in what is shown, which may be a learner's output, are spelled out and never reach the terminal.

Rich is not used here: importing it costs 40 ms, a quarter of what `mlestone next` may take in all.
"""

from __future__ import annotations

import codecs
import os
import re
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TextIO

Span = str | tuple[str, str]
"""Text, or text and its style: words of `_CODES` with spaces between."""

_CODES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "blue": "34", "cyan": "36"}
_IN_A_PIPE = 80
_AT_MOST = 100  # longer lines of prose are hard to read
_AT_LEAST = 40
_STAND_INS = {
    "✓": "v",
    "✗": "x",
    "·": "-",
    "●": "#",
    "◆": "*",
    "◐": "~",
    "◎": "+",
    "○": "o",
    "◌": ":",
    "━": "=",
    "─": "-",
    "░": "-",
    "▒": "+",
    "▓": "*",
    "█": "#",
    "\N{EN DASH}": "-",
    "\N{EM DASH}": "-",
    "…": "...",
    "→": "->",
    "\N{MULTIPLICATION SIGN}": "x",
    "≤": "<=",
    "≥": ">=",
    "≈": "~",
    "\N{LEFT SINGLE QUOTATION MARK}": "'",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "\N{LEFT DOUBLE QUOTATION MARK}": '"',
    "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
}


def prepare_output() -> None:
    """Let standard output and error take any text, whatever encoding they have; to be called once, early."""
    codecs.register_error("mlestone", _stand_in)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="mlestone")


def _stand_in(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_nearest, error.object[error.start : error.end])), error.end


def _nearest(character: str) -> str:
    if character in _STAND_INS:
        return _STAND_INS[character]
    bare = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
    return bare or "?"


@dataclass(frozen=True, slots=True)
class Screen:
    """Something to write a page on."""

    stream: TextIO
    width: int
    colour: bool

    @classmethod
    def of(cls, stream: TextIO) -> Screen:
        terminal = stream.isatty()
        if not terminal:
            return cls(stream, _IN_A_PIPE, bool(os.environ.get("FORCE_COLOR")) and not os.environ.get("NO_COLOR"))
        width = min(_AT_MOST, max(_AT_LEAST, shutil.get_terminal_size().columns))
        return cls(stream, width, not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb")

    @classmethod
    def output(cls) -> Screen:
        """Where results go."""
        return cls.of(sys.stdout)

    @classmethod
    def talk(cls) -> Screen:
        """Where everything else goes."""
        return cls.of(sys.stderr)

    def line(self, *spans: Span, indent: int = 0, hang: int = 0) -> None:
        """A paragraph, or several where the text has line ends; later lines are `hang` columns further in."""
        for number, words in enumerate(_lines(spans)):
            self._wrap(words, indent + hang if number else indent, indent + hang)

    def gap(self) -> None:
        print(file=self.stream)

    def block(self, text: str, indent: int = 0) -> None:
        """Lines that keep their shape, however long, so that they can be copied: code."""
        for line in text.splitlines():
            self._write([(" " * indent + visible(line), "")])

    def rows(self, rows: Sequence[Sequence[Span]], indent: int = 0) -> None:
        """Rows in columns, of which the last wraps."""
        texts = [[visible(cell if isinstance(cell, str) else cell[0]) for cell in row] for row in rows]
        widths = [max(map(cells, column)) for column in zip(*(row[:-1] for row in texts), strict=True)]
        for row, text in zip(rows, texts, strict=True):
            spans: list[Span] = []
            for cell, shown, width in zip(row[:-1], text[:-1], widths, strict=True):
                style = "" if isinstance(cell, str) else cell[1]
                spans += [(shown, style), " " * (width - cells(shown) + 2)]
            self.line(*spans, row[-1], indent=indent, hang=sum(widths) + 2 * len(widths))

    def _wrap(self, words: list[_Word], indent: int, hang: int) -> None:
        """Write words, which carry the spaces in front of them, on as many lines as it takes."""
        line: _Word = [(" " * indent, "")]
        used, begun = indent, False
        for word in words:
            text = "".join(text for text, _ in word)
            pieces = word
            if begun and text.strip(" ") and used + cells(text) > self.width:
                self._write(line)
                line, used = [(" " * hang, "")], hang
                (first, style), *rest = word
                pieces = [(first.lstrip(" "), style), *rest]
            line += pieces
            used += sum(cells(text) for text, _ in pieces)
            begun = begun or bool(text.strip(" "))
        self._write(line)

    def _write(self, pieces: _Word) -> None:
        """Write a line, with one pair of codes round neighbours of one style, and no spaces at its end."""
        runs = [("".join(text for text, _ in run), style) for style, run in groupby(pieces, key=lambda piece: piece[1])]
        while runs and not runs[-1][0].rstrip(" "):
            runs.pop()
        if runs:
            runs[-1] = (runs[-1][0].rstrip(" "), runs[-1][1])
        print("".join(self._styled(text, style) for text, style in runs), file=self.stream)

    def _styled(self, text: str, style: str) -> str:
        if not (self.colour and style and text):
            return text
        codes = ";".join(_CODES[word] for word in style.split())
        return f"\x1b[{codes}m{text}\x1b[0m"


_Word = list[tuple[str, str]]
"""Pieces of text with their styles, between which no line ends; spaces only in front."""


def _lines(spans: Iterable[Span]) -> Iterator[list[_Word]]:
    """The words of each line."""
    words: list[_Word] = []
    for span in spans:
        text, style = (span, "") if isinstance(span, str) else span
        for number, part in enumerate(text.split("\n")):
            if number:
                yield words
                words = []
            for piece in _WORD.findall(visible(part)):
                if words and not piece.startswith(" ") and not _ends_open(words[-1]):
                    words[-1].append((piece, style))
                else:
                    words.append([(piece, style)])
    yield words


_WORD = re.compile(r" *[^ ]+| +")


def _ends_open(word: _Word) -> bool:
    """Whether a word is nothing but spaces, so that what comes after it is a word of its own."""
    return not word[-1][0].strip(" ")


def visible(text: str) -> str:
    """Text whose control characters are spelled out, so that it can do nothing to a terminal but be read."""
    if text.isprintable():
        return text
    return "".join(map(_spelled_out, text.replace("\t", "    ")))


def _spelled_out(character: str) -> str:
    # Format characters ("\u202e" turns text round) count as not printable, as controls do; so do spaces of all kinds.
    if character.isprintable() or character == "\N{NO-BREAK SPACE}":
        return character
    return character.encode("unicode_escape").decode()


def cells(text: str) -> int:
    """How many columns a terminal gives to a text."""
    if text.isascii():
        return len(text)
    return sum(_CELLS.get(unicodedata.east_asian_width(each), 1) for each in text if not unicodedata.combining(each))


_CELLS = {"W": 2, "F": 2}
