"""Inside a kit's Python: whether the worked example of a prompt is true.

Looked at are lines of ```python fences that are an expression with a value in a comment beside it or below it:

    scale(np.array([1.0, 3.0]))    # array([-1.0, 1.0])

The comment has to be a Python literal, or an array as NumPy displays it; prose is passed over, and so is whatever
cannot be decided: values of other kinds, names the example does not define. Numbers agree when they round to what is
written; whether an array or a list is written does not matter.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from mlestone.base.parsing import parse, parse_expression

_FENCE = re.compile(r"^ *```python *\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
_NUMPY = re.compile(r"\b(?:np\.|numpy\.)?array\((.*?)(?:, *(?:dtype|shape)=[^()]*)?\)", re.DOTALL)
_NAN = re.compile(r"\b(?:np\.|math\.)?(nan|inf)\b")
_STAND_INS = {"nan": "1e999-1e999", "inf": "1e999"}


@dataclass(frozen=True, slots=True)
class Claim:
    """A line of an example, and what it says the value is."""

    line: str
    expression: str
    said: str
    literal: ast.expr
    before: str
    """The statements of the fence that stand above it."""


def claims(prompt: str) -> Iterator[Claim]:
    """What the examples of a prompt say, as far as it can be read."""
    for fence in _FENCE.finditer(prompt):
        text = fence[1]
        try:
            statements = parse(text).body
        except SyntaxError:
            continue
        lines = text.split("\n")
        for at, statement in enumerate(statements):
            if not isinstance(statement, ast.Expr) or _is_print(statement.value):
                continue
            said = _comment(lines, statement)
            literal = _literal(said)
            if literal is not None:
                before = "\n".join(ast.unparse(earlier) for earlier in statements[:at])
                yield Claim(lines[statement.lineno - 1].strip(), ast.unparse(statement.value), said, literal, before)


def untrue(prompt: str, namespaces: tuple[Mapping[str, Any], ...]) -> list[tuple[str, str]]:
    """Lines of a prompt's examples whose value is another in each of the namespaces, and what is wrong with each."""
    found: list[tuple[str, str]] = []
    for claim in claims(prompt):
        told = [_fault(claim, namespace) for namespace in namespaces]
        if told and all(told):
            found.append((claim.line, told[0]))
    return found


def _is_print(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"


def _comment(lines: list[str], statement: ast.stmt) -> str:
    """The comment behind a statement, with the lines of comment below it."""
    assert statement.end_lineno is not None
    behind = lines[statement.end_lineno - 1].encode()[statement.end_col_offset :].decode().strip()
    said = [behind.lstrip("# ")] if behind.startswith("#") else []
    if not behind or _literal("".join(said)) is None:
        for line in lines[statement.end_lineno :]:
            if not line.strip().startswith("#"):
                break
            said.append(line.strip().lstrip("# "))
    return "\n".join(said).strip()


def _literal(said: str) -> ast.expr | None:
    """The value written in a comment, if it is one."""
    text = _NAN.sub(lambda name: f"({_STAND_INS[name[1]]})", _NUMPY.sub(r"\1", said))
    try:
        node = parse_expression(text.strip()).body
        _value(node)
    except (SyntaxError, ValueError, TypeError, MemoryError, RecursionError):
        return None
    return node


def _value(node: ast.expr) -> Any:  # noqa: PLR0911 - a table of kinds of literals
    """As `ast.literal_eval`, but that numbers are told with how exactly they are written."""
    match node:
        case ast.Constant(value=bool() | str() | bytes() | None):
            return node.value
        case ast.List(elts=elements) | ast.Tuple(elts=elements):
            return [_value(element) for element in elements]
        case ast.Set(elts=elements):
            return {ast.literal_eval(element) for element in elements}
        case ast.Dict(keys=keys, values=values) if None not in keys:
            return {ast.literal_eval(key): _value(value) for key, value in zip(keys, values, strict=True) if key}
        case ast.BinOp(left=ast.Constant(), op=ast.Sub(), right=ast.Constant()) if ast.unparse(node) == "1e309 - 1e309":
            return _Number(float("nan"), 0.0)
        case ast.UnaryOp(op=ast.USub() | ast.UAdd(), operand=ast.Constant(value=int() | float() as size)):
            sign = -1 if isinstance(node.op, ast.USub) else 1
            return _Number(sign * size, _precision(size))
        case ast.Constant(value=int() | float() as size):
            return _Number(size, _precision(size))
    raise ValueError("not a literal")


@dataclass(frozen=True, slots=True)
class _Number:
    value: float
    precision: float
    """Half of the last digit that is written; 0 of an integer."""

    def agrees(self, got: Any, precision: float) -> bool:
        if got != got or self.value != self.value:  # noqa: PLR0124 - nan
            return bool(got != got and self.value != self.value)  # noqa: PLR0124
        return bool(got == self.value or abs(got - self.value) <= precision * 1.001 + 1e-9 * abs(self.value))


def _precision(size: float) -> float:
    if isinstance(size, int):
        return 0.0
    exponent = Decimal(repr(size)).as_tuple().exponent
    return 0.5 * 10.0**exponent if isinstance(exponent, int) else 0.0


def _fault(claim: Claim, namespace: Mapping[str, Any]) -> str:
    """What is wrong with a claim; nothing where it is true or cannot be decided."""
    names = dict(namespace)
    try:
        exec(compile(claim.before, "<example>", "exec"), names)
    except Exception:  # noqa: BLE001 - an example may leave out what it needs
        return ""
    try:
        got = eval(compile(claim.expression, "<example>", "eval"), names)
    except NameError:
        return ""
    except Exception as error:  # noqa: BLE001 - the answer's code: what it raises is what there is to say
        return "" if "Ellipsis" in claim.before or "..." in claim.before else f"raises {type(error).__name__}: {error}"
    said = _value(claim.literal)
    try:
        is_true = _agree(got, said, _finest(said))
    except Exception:  # noqa: BLE001 - values that cannot be compared
        return ""
    return "" if is_true is not False else f"is {_text(got)}"


def _finest(said: Any) -> float:
    """How exactly the most exact of the numbers that are no integers is written: NumPy leaves zeros at the end out."""
    if isinstance(said, _Number):
        return said.precision
    inner = said.values() if isinstance(said, dict) else said if isinstance(said, list) else ()
    return min((precision for each in inner if (precision := _finest(each))), default=0.0)


def _agree(got: Any, said: Any, precision: float) -> bool | None:  # noqa: PLR0911 - a table of kinds
    """Whether a value is what is written; None if that cannot be decided."""
    if hasattr(got, "tolist") and hasattr(got, "dtype"):
        got = got.tolist()
    if isinstance(said, list):
        if not isinstance(got, list | tuple):
            return None if _is_other(got) else False
        if len(got) != len(said):
            return False
        return _all(_agree(one, other, precision) for one, other in zip(got, said, strict=True))
    if isinstance(said, dict):
        if not isinstance(got, dict):
            return None if _is_other(got) else False
        if got.keys() != said.keys():
            return False
        return _all(_agree(got[key], said[key], precision) for key in said)
    if isinstance(said, _Number):
        if isinstance(got, bool) or not isinstance(got, int | float):
            return None if _is_other(got) else False
        return said.agrees(got, precision)
    return None if _is_other(got) else bool(got == said)


def _is_other(got: Any) -> bool:
    """Whether it is of a kind that has no literal."""
    return not isinstance(got, bool | int | float | str | bytes | list | tuple | dict | set | frozenset | None)


def _all(found: Iterator[bool | None]) -> bool | None:
    told = list(found)
    if False in told:
        return False
    return None if None in told else True


def _text(got: Any) -> str:
    text = " ".join(repr(got).split())
    return text if len(text) <= 100 else text[:99] + "…"
