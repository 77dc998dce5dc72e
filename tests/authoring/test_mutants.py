"""Mutants: what is changed, what is not, and what a change is called."""

from __future__ import annotations

import ast
from textwrap import dedent

import pytest

from mlestone.authoring.mutants import Mutant, mutants_of


def mutants(body: str, name: str = "f") -> tuple[Mutant, ...]:
    return mutants_of(dedent(body).lstrip("\n"), frozenset({name}))


def changes(body: str) -> set[str]:
    return {mutant.change for mutant in mutants(body)}


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("a < b", {"a < b -> a <= b", "a < b -> a >= b"}),
        ("a == b", {"a == b -> a != b"}),
        ("a in b", {"a in b -> a not in b"}),
        ("a + b", {"a + b -> a - b"}),
        ("a // b", {"a // b -> a / b"}),
        ("-a", {"-a -> a"}),
        ("not a", {"not a -> a"}),
        ("a and b", {"a and b -> a or b"}),
        ("a[1]", {"a[1] -> a[2]"}),
        ("a[2:]", {"a[2:] -> a[:]", "a[2:] -> a[3:]", "a[2:] -> a[1:]"}),
        (
            "a.max(axis=0)",
            {"a.max(axis=0) -> a.min(axis=0)", "a.max(axis=0) -> a.max(axis=1)", "a.max(axis=0) -> a.max()"},
        ),
        ("a.sum(keepdims=True)", {"a.sum(keepdims=True) -> a.sum(keepdims=False)", "a.sum(keepdims=True) -> a"}),
        ("sorted(a)", {"sorted(a) -> a"}),
        ("abs(a)", {"abs(a) -> a"}),
        ("a.copy()", {"a.copy() -> a"}),
        ("np.sqrt(a)", {"np.sqrt(a) -> a"}),
        ("g(a, b)", {"g(a, b) -> g(b, a)"}),
        ("[x for x in a if x]", {"[x for x in a if x] -> [x for x in a]"}),
        ("a if b else c", {"a if b else c -> a if not b else c"}),
        ("a * 0.5", {"a * 0.5 -> a / 0.5", "a * 0.5 -> a * 1.0"}),
    ],
)
def test_one_thing_is_changed_at_a_time(expression: str, expected: set[str]) -> None:
    assert changes(f"def f(a, b, c):\n    return {expression}\n") == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("np.asarray(a)", set()),
        ("float(a)", set()),
        ("'text'", set()),
        ("a @ b", set()),
        ("np.maximum(a, b)", {"np.maximum(a, b) -> np.minimum(a, b)"}),
        ("np.convolve(a, b)", set()),
        ("x + 1e-12", {"x + 1e-12 -> x - 1e-12"}),
        ("np.array(a, dtype=float)", {"np.array(a, dtype=float) -> a"}),
    ],
)
def test_some_things_are_left_alone(expression: str, expected: set[str]) -> None:
    """Conversions, texts, products of matrices, the order of what has none, guards against zero."""
    assert changes(f"def f(a, b, x):\n    return {expression}\n") == expected


def test_statements_are_taken_away_where_the_rest_still_runs() -> None:
    body = """
    def f(xs):
        if not xs:
            raise ValueError("empty")
        total = 0
        for x in xs:
            total += x
            xs.append(x)
        total = total / len(xs)
        return total
    """
    found = changes(body)
    assert {
        "if not xs: -> pass",
        "total += x -> pass",
        "xs.append(x) -> pass",
        "total = total / len(xs) -> pass",
    } <= found
    assert "total = 0 -> pass" not in found


def test_docstrings_annotations_and_messages_are_not_changed() -> None:
    body = '''
    def f(n: range(1, 3)) -> "x" * 2:
        """One 1."""
        raise ValueError(f"{n + 1}")
    '''
    assert changes(body) == set()


def test_defaults_are_changed() -> None:
    assert changes("def f(n=1, flag=True):\n    return n\n") == {"1 -> 2", "True -> False"}


def test_alike_changes_are_told_apart_by_what_is_around_them_then_by_function_then_by_number() -> None:
    body = """
    class f:
        def one(self, x):
            y = x + 1
            return x + 1

        def two(self, x):
            return x + 1
    """
    found = {mutant.change for mutant in mutants(body) if "-> x - 1" in mutant.change or "x - 1" in mutant.change}
    assert found == {
        "y = x + 1 -> y = x - 1",
        "f.one: return x + 1 -> return x - 1",
        "f.two: return x + 1 -> return x - 1",
    }


def test_only_the_named_functions_are_changed() -> None:
    body = """
    def g(a):
        return a + 1

    def f(a):
        return a
    """
    assert mutants(body) == ()


def test_a_mutant_keeps_the_author_s_formatting_and_says_its_line() -> None:
    body = """
    def f(a, b):
        # a comment
        return (a +
                b) * (a - b)   # another
    """
    (mutant,) = [mutant for mutant in mutants(body) if mutant.change == "a - b -> a + b"]
    assert "# a comment" in mutant.source
    assert "b) * (a + b)   # another" in mutant.source
    assert mutant.line == 4


def test_a_change_that_binds_looser_gets_parentheses() -> None:
    (mutant,) = [m for m in mutants("def f(a, b, c):\n    return a * (b + c)\n") if m.change == "b + c -> b - c"]
    assert "a * (b - c)" in mutant.source
    negated = [m for m in mutants("def f(a, b):\n    return 1 if a or b else 2\n") if "not" in m.change]
    assert "if not (a or b) else" in negated[0].source


def test_a_negated_branch_between_others_stays_one_of_them() -> None:
    body = """
    def f(a):
        if a > 3:
            a = 1
        elif "x" in a or "y" in a:
            a = 2
        elif a:
            a = 3
        return a
    """
    [negated] = [mutant for mutant in mutants(body) if "not (" in mutant.source]
    assert (
        """        a = 1
    elif not ('x' in a or 'y' in a):
        a = 2
    elif a:
"""
        in negated.source
    )


def test_every_mutant_is_python_and_differs_from_the_source() -> None:
    body = """
    def f(x, axis=0, *, ddof=1):
        if x.ndim < 2 and axis:
            x = x[None, :]
        while x.size > 10 ** 6:
            x = x[::2]
        return {key: abs(value) for key, value in enumerate(x.mean(axis=axis, keepdims=True)) if value > 0}
    """
    made = mutants(body)
    assert len(made) > 20
    source = dedent(body).lstrip("\n")
    assert len({ast.dump(ast.parse(mutant.source)) for mutant in made} | {ast.dump(ast.parse(source))}) == len(made) + 1
    assert len({mutant.change for mutant in made}) == len(made)


def test_the_diff_shows_the_changed_line() -> None:
    source = "def f(a, b):\n    return a + b\n"
    (mutant,) = mutants_of(source, frozenset({"f"}))
    assert mutant.diff(source).splitlines() == [
        "@@ -1,2 +1,2 @@",
        " def f(a, b):",
        "-    return a + b",
        "+    return a - b",
    ]
