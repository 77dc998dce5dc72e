"""Python source to a syntax tree, from any thread.

CPython 3.11 counts how deep it is in a tree in one place for all threads, and now and then mistakes one for the other:
`SystemError: AST constructor recursion depth mismatch` (cpython issue 106905). One at a time, it cannot.
"""

import ast
import threading

_ONE_AT_A_TIME = threading.Lock()


def parse(source: str | bytes, filename: str = "<unknown>") -> ast.Module:
    """The same as `ast.parse`."""
    with _ONE_AT_A_TIME:
        return ast.parse(source, filename=filename)  # noqa: TID251


def parse_expression(source: str) -> ast.Expression:
    """The same as `ast.parse` of a single expression."""
    with _ONE_AT_A_TIME:
        return ast.parse(source, mode="eval")  # noqa: TID251
