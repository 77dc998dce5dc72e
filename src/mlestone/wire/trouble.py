"""What is told about an exception of the learner's: its type and message, and where in their own source it arose.

Never a traceback of ours. `trouble_of` runs in the child, beside code that may have tampered with its exceptions;
`Trouble.from_plain` runs where the account arrives, and accepts nothing but short texts and line numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Final, cast

from mlestone.wire.codec import Malformed
from mlestone.wire.handles import short_text, type_name

_LONGEST_MESSAGE: Final = 1_000
_LONGEST_LINE: Final = 300
_MOST_LINES: Final = 50
_LAST_LINE: Final = 10**7
_MOST_BASES: Final = 30
_MOST_CAUSES: Final = 4


@dataclass(frozen=True, slots=True)
class Trouble:
    """An exception, told."""

    type: str
    bases: tuple[str, ...]
    """The names of all its base classes, its own first."""
    message: str
    line: int | None = None
    """The last line of the learner's own source it passed; None if it passed none (a call with a wrong argument)."""
    code: str = ""
    lines: tuple[int, ...] = ()
    """The lines of all the learner's frames, outermost first."""
    cause: Trouble | None = None

    def is_a(self, name: str) -> bool:
        return name in self.bases

    def as_dict(self) -> dict[str, Any]:
        return {
            "type": self.type,
            "bases": list(self.bases),
            "message": self.message,
            "line": self.line,
            "code": self.code,
            "lines": list(self.lines),
            "cause": None if self.cause is None else self.cause.as_dict(),
        }

    @classmethod
    def from_plain(cls, account: object, causes: int = _MOST_CAUSES) -> Trouble:
        """Read what `as_dict` gave on the other side; raise `Malformed` if it is anything else."""
        match account:
            case {
                "type": kind,
                "bases": list(bases),
                "message": message,
                "line": int() | None as line,
                "code": code,
                "lines": list(lines),
                "cause": cause,
            }:
                pass
            case _:
                raise Malformed("not an account of an exception")
        if len(bases) > _MOST_BASES or len(lines) > _MOST_LINES:
            raise Malformed("an account of an exception that is too long")
        # An integer of thousands of digits is one too, and cannot even be printed.
        if any(type(number) is not int or not 0 <= number <= _LAST_LINE for number in (line or 0, *lines)):
            raise Malformed("a line that no source has")
        return cls(
            short_text(kind),
            tuple(short_text(base) for base in bases),
            short_text(message, _LONGEST_MESSAGE),
            line,
            short_text(code, _LONGEST_LINE),
            tuple(lines),
            None if cause is None or causes == 0 else cls.from_plain(cause, causes - 1),
        )


# An exception's own class may put anything before these attributes.
_traceback_of = vars(BaseException)["__traceback__"].__get__
_cause_of = vars(BaseException)["__cause__"].__get__
_context_of = vars(BaseException)["__context__"].__get__
_is_cut_off = vars(BaseException)["__suppress_context__"].__get__
_type_name_of = vars(type)["__name__"].__get__
_bases_of = vars(type)["__mro__"].__get__


def trouble_of(error: BaseException, source_name: str, lines: Sequence[str], causes: int = _MOST_CAUSES) -> Trouble:
    """Describe an exception: `lines` are the learner's source, whose frames are compiled as `source_name`."""
    # `isinstance` would ask the error itself, which may be of a class that lies.
    if issubclass(type(error), SyntaxError) and cast(SyntaxError, error).filename == source_name:
        return _syntax_trouble(cast(SyntaxError, error), lines)
    passed = list(_lines_passed(_traceback_of(error), source_name))
    line = passed[-1] if passed else None
    cause = _cause(error)
    return Trouble(
        type_name(error),
        _bases(error),
        _message(error),
        line,
        _code(lines, line),
        tuple(passed[-_MOST_LINES:]),
        None if cause is None or causes == 0 else trouble_of(cause, source_name, lines, causes - 1),
    )


def _syntax_trouble(error: SyntaxError, lines: Sequence[str]) -> Trouble:
    line = error.lineno if type(error.lineno) is int else None
    own = () if line is None else (line,)
    message = short_text(str(error.msg), _LONGEST_MESSAGE)
    return Trouble(type_name(error), _bases(error), message, line, _code(lines, line), own)


def _bases(error: BaseException) -> tuple[str, ...]:
    names = [short_text(str(_type_name_of(base))) for base in _bases_of(type(error)) if base is not object]
    return tuple(names[:_MOST_BASES])


def _lines_passed(traceback: TracebackType | None, source_name: str) -> Iterator[int]:
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == source_name and traceback.tb_lineno is not None:
            yield traceback.tb_lineno
        traceback = traceback.tb_next


def _code(lines: Sequence[str], line: int | None) -> str:
    if line is None or not 0 < line <= len(lines):
        return ""
    return short_text(lines[line - 1].strip(), _LONGEST_LINE)


def _message(error: BaseException) -> str:
    try:
        return short_text(str.__str__(str(error)), _LONGEST_MESSAGE)
    except BaseException:  # noqa: BLE001 - a boundary: the `__str__` of a learner's exception
        return ""


def _cause(error: BaseException) -> BaseException | None:
    if issubclass(type(error), BaseExceptionGroup):  # not `isinstance`, which asks the error itself
        return cast("BaseExceptionGroup[BaseException]", error).exceptions[0]
    cause: BaseException | None = _cause_of(error)
    if cause is not None or _is_cut_off(error):
        return cause
    context: BaseException | None = _context_of(error)
    return context
