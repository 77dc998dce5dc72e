"""No proof of the course is passed by code that does nothing but agree: the checks are the course's, not the engine's.

A check that leaves the comparison to what came back (`learner.f(x) == 3`, `if learner.f(x): …`) would be.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from mlestone.course.model import Kind
from mlestone.study.study import Study

from .conftest import outcome

pytestmark = pytest.mark.skipif(not Path("/proc").exists(), reason="walls are made of Linux")

MEN = {
    "an object that agrees with everything": """
class Yes:
    def __eq__(self, other):
        return True

    __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __contains__ = __eq__
    __hash__ = object.__hash__

    def __bool__(self):
        return True

    def __len__(self):
        return 1

    def __float__(self):
        return 0.0

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *args, **options):
        return self

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __getitem__ = __call__
    __neg__ = __abs__ = __enter__ = __call__


def said(*args, **options):
    return Yes()
""",
    "an array that agrees with everything": """
import numpy as np


class Agreeing(np.ndarray):
    def __array_function__(self, function, types, args, kwargs):
        return True

    def __array_ufunc__(self, ufunc, method, *inputs, **options):
        return np.ones(self.shape, dtype=bool)

    def __eq__(self, other):
        return True


def said(*args, **options):
    shape = next((np.shape(one) for one in args if np.ndim(one)), ())
    return np.zeros(shape).view(Agreeing)
""",
    "an echo": """
def said(*args, **options):
    return args[0] if args else None
""",
    "a shrug": """
def said(*args, **options):
    return None
""",
}


def answers(proof: Path) -> list[str]:
    """The functions and classes a proof asks for."""
    tree = ast.parse(proof.read_text(encoding="utf-8"))
    defined = (node for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef))
    marked = (node for node in defined if any("answer" in ast.unparse(one) for one in node.decorator_list))
    return [node.name for node in marked]


@pytest.fixture(scope="module")
def study() -> Iterator[Study]:
    with Study.open() as study:
        yield study


@pytest.mark.parametrize("man", MEN)
def test_no_proof_is_passed_by(study: Study, man: str) -> None:
    fooled = []
    for skill in study.course.skills.values():
        for entry in skill.proofs:
            if entry.path is None or entry.path.is_dir() or entry.kind not in (Kind.CODE, Kind.DEBUG, Kind.DATA):
                continue
            names = answers(entry.path)
            assert names, entry.id
            source = MEN[man] + "".join(
                f"\n\ndef {name}(*args, **options):\n    return said(*args, **options)\n" for name in names
            )
            verdict = study.submit(entry.id, source.encode(), seed=1).verdict
            if verdict.status not in ("failed", "crashed", "out_of_limits"):
                fooled.append(f"{entry.id}: {outcome(verdict)} {verdict.author_detail}")
    assert not fooled
