"""Parsing from many threads at once."""

import ast
from concurrent.futures import ThreadPoolExecutor

import pytest

from mlestone.base.parsing import parse

SOURCE = "\n".join(f"def f{n}(x):\n    return [y * {n} for y in (x if x else [{n}])]" for n in range(300))


def test_it_is_what_ast_parses() -> None:
    assert ast.dump(parse(SOURCE)) == ast.dump(ast.parse(SOURCE))


def test_threads_do_not_disturb_each_other() -> None:
    with ThreadPoolExecutor(8) as threads:
        trees = list(threads.map(lambda _: parse(SOURCE), range(40)))
    assert {len(tree.body) for tree in trees} == {300}


def test_a_fault_names_the_file() -> None:
    with pytest.raises(SyntaxError) as fault:
        parse("def", "lesson.md")
    assert fault.value.filename == "lesson.md"
