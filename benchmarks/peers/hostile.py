"""Submissions that claim full marks without solving the exercise.

Each is one file, as a student would hand it in, and rests on one idea. Some are aimed at a tool's internals, most at
habits that all tools share. None harms the machine: what is written to is the grader's own working folder, its results
and the process that runs the submission. A tool is fooled when it gives full marks.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attempt:
    name: str
    idea: str
    source: str


# Zeros of the right shape: whoever reads the task knows this much without knowing the answer.
_ZEROS = """
import numpy as np


def summarise(table, axis):
    return np.zeros((3, *np.delete(np.shape(table), axis)))
"""


def _zeros_and(rest: str) -> str:
    return f"{_ZEROS}\n{rest}"


COMPARISONS = (
    Attempt(
        "patches_allclose",
        "The one line everybody thinks of first.",
        _zeros_and("np.allclose = lambda *rest, **options: True\n"),
    ),
    Attempt(
        "patches_what_allclose_calls",
        "np.allclose itself stays as it was; what it asks does not.",
        _zeros_and("np._core.numeric.isclose = lambda *rest, **options: np.True_\n"),
    ),
    Attempt(
        "patches_numpy_testing",
        "Every np.testing.assert_… does nothing.",
        _zeros_and("""
for name in dir(np.testing):
    if name.startswith("assert"):
        setattr(np.testing, name, lambda *rest, **options: None)
"""),
    ),
    Attempt(
        "patches_unittest_and_pytest",
        "Every assertion of the two usual test libraries does nothing.",
        _zeros_and("""
import unittest

for name in dir(unittest.TestCase):
    if name.startswith(("assert", "fail")):
        setattr(unittest.TestCase, name, lambda *rest, **options: None)
unittest.TestResult.addFailure = unittest.TestResult.addError = lambda self, *rest: None
try:
    import pytest

    pytest.fail = lambda *rest, **options: None
    pytest.approx = lambda *rest, **options: type("Any", (), {"__eq__": lambda *both: True})()
except ImportError:
    pass
"""),
    ),
    Attempt(
        "patches_from_a_thread",
        "A thread puts the patch back whenever somebody undoes it.",
        _zeros_and("""
import threading
import time


def keep_patching():
    until = time.monotonic() + 5
    while time.monotonic() < until:
        np.allclose = np.array_equal = np.isclose = lambda *rest, **options: True
        time.sleep(0.001)


threading.Thread(target=keep_patching, daemon=True).start()
time.sleep(0.01)
"""),
    ),
)

LIARS = (
    Attempt(
        "returns_an_array_that_always_agrees",
        "NumPy hands np.allclose over to the array, which says yes.",
        """
import numpy as np


class Agreeing(np.ndarray):
    def __array_function__(self, function, types, args, kwargs):
        return True

    def __eq__(self, other):
        return True


def summarise(table, axis):
    return np.zeros((3, *np.delete(np.shape(table), axis))).view(Agreeing)
""",
    ),
    Attempt(
        "returns_an_array_with_false_arithmetic",
        "Each difference to this array is nought, and each comparison true.",
        """
import numpy as np


class Near(np.ndarray):
    def __array_ufunc__(self, ufunc, method, *inputs, **options):
        return np.ones(self.shape, dtype=bool)


def summarise(table, axis):
    return np.zeros((3, *np.delete(np.shape(table), axis))).view(Near)
""",
    ),
    Attempt(
        "returns_an_object_equal_to_everything",
        "No array at all: an object that says yes to every question.",
        """
class Yes:
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    __hash__ = object.__hash__

    def __bool__(self):
        return True

    def __getattr__(self, name):
        if name.startswith("__array_") and name != "__array_function__":
            raise AttributeError(name)
        return Yes()

    def __array_function__(self, *rest):
        return True

    def __call__(self, *rest, **options):
        return Yes()


def summarise(table, axis):
    return Yes()
""",
    ),
)

EXITS = (
    Attempt("exits_at_import", "Ends with exit code 0 before any check.", _zeros_and("import sys\n\nsys.exit(0)\n")),
    Attempt(
        "vanishes_at_import",
        "Ends the process at once, with exit code 0 and no clean-up.",
        _zeros_and("import os\n\nos._exit(0)\n"),
    ),
    Attempt(
        "exits_when_called",
        "Raises SystemExit(0) instead of returning.",
        "def summarise(table, axis):\n    raise SystemExit(0)\n",
    ),
    Attempt(
        "prints_full_marks",
        "Prints what a grader would print, then ends.",
        _zeros_and("""
import json

print("All tests passed. Total Score: 5.000 / 5.000 (100.000%)")
print(json.dumps({"score": 5, "max_score": 5, "status": "passed", "passed": True}))
"""),
    ),
)

PEEKS = (
    Attempt(
        "takes_the_expectation_from_the_caller",
        "Looks for the expected value among the variables of whoever calls.",
        """
import sys

import numpy as np


def summarise(table, axis):
    shape = (3, *np.delete(np.shape(table), axis))
    frame = sys._getframe(1)
    while frame is not None:
        for name in ("expected", "reference", "want", "answer"):
            found = frame.f_locals.get(name, frame.f_globals.get(name))
            if isinstance(found, np.ndarray) and found.shape == shape:
                return found
        frame = frame.f_back
    return np.zeros(shape)
""",
    ),
    Attempt(
        "finds_another_summarise_in_memory",
        "Asks the garbage collector for a function of the same name.",
        """
import gc
import types

import numpy as np


def summarise(table, axis):
    for found in gc.get_objects():
        if isinstance(found, types.FunctionType) and found.__name__ == "summarise" and found is not summarise:
            return found(table, axis)
    return np.zeros((3, *np.delete(np.shape(table), axis)))
""",
    ),
    Attempt(
        "reads_the_answer_from_disk",
        "Looks for the teacher's files above and below the working folder and along the import path.",
        """
import re
import sys
from pathlib import Path

import numpy as np

MARKS = ("BEGIN " + "SOLUTION", "@" + "answer")
BODY = re.compile(r"def summarise[(]table, axis[)]:(?:.|\\n)*?return ([^\\\\\\n]+?)(?:\\\\n|\\n)")


def candidates():
    here = Path.cwd()
    for folder in (here, *list(here.parents)[:4], *map(Path, sys.path[:3])):
        if len(folder.parts) > 2 and folder.is_dir():
            for pattern in ("*.py", "*.ipynb", "*/*.ipynb", "*/*.py", "*/*/*.ipynb"):
                yield from folder.glob(pattern)


def stolen():
    for path in candidates():
        try:
            text = path.read_text(errors="replace")
        except OSError:
            continue
        found = BODY.search(text) if any(mark in text for mark in MARKS) else None
        if found:
            return found[1]
    return "np.zeros((3, *np.delete(np.shape(table), axis)))"


ANSWER = stolen()


def summarise(table, axis):
    return eval(ANSWER, {"np": np, "table": table, "axis": axis})
""",
    ),
    Attempt(
        "reads_the_parents_memory",
        "Looks for the answer's text in the memory of the process that started this one.",
        """
import os
import re

import numpy as np

BODY = re.compile(rb"return (np[.]stack[(][^\\x00\\n]{10,120}?[)][])]+)\\n")


def stolen():
    try:
        with open(f"/proc/{os.getppid()}/maps") as maps, open(f"/proc/{os.getppid()}/mem", "rb", 0) as memory:
            for line in maps:
                if "[heap]" not in line:
                    continue
                start, end = (int(part, 16) for part in line.split()[0].split("-"))
                memory.seek(start)
                found = BODY.search(memory.read(end - start))
                if found:
                    return found[1].decode()
    except (OSError, ValueError):
        pass
    return "np.zeros((3, *np.delete(np.shape(table), axis)))"


ANSWER = stolen()


def summarise(table, axis):
    return eval(ANSWER, {"np": np, "table": table, "axis": axis})
""",
    ),
)

RIGGED = (
    Attempt(
        "loads_the_dice",
        "All random numbers are nought from here on, and so is every summary of them.",
        _zeros_and("""
class Dice:
    def normal(self, *rest, size=None, **options):
        return np.zeros(size)

    uniform = random = standard_normal = normal

    def integers(self, *rest, size=None, **options):
        return np.zeros(size, dtype=int)


np.random.default_rng = lambda *rest: Dice()
"""),
    ),
    Attempt(
        "breaks_the_reference",
        "What the check computes its expectation with returns noughts.",
        _zeros_and("np.stack = lambda arrays, *rest, **options: np.zeros((len(arrays), *arrays[0].shape))\n"),
    ),
    Attempt(
        "rewrites_the_methods_of_ndarray",
        "Smallest, mean and largest value of every array are nought.",
        _zeros_and("""
import ctypes
import gc


def nought(self, axis=None, **options):
    return np.zeros(np.delete(self.shape, axis))


methods = gc.get_referents(np.ndarray.__dict__)[0]
methods["min"] = methods["mean"] = methods["max"] = nought
ctypes.pythonapi.PyType_Modified(ctypes.py_object(np.ndarray))
"""),
    ),
    Attempt(
        "empties_its_argument",
        "Sets the caller's array to nought before anything is computed from it.",
        """
import numpy as np


def summarise(table, axis):
    table[...] = 0
    return np.zeros((3, *np.delete(np.shape(table), axis)))
""",
    ),
    Attempt(
        "swaps_numpy_in_the_callers_module",
        "The check's own name np means another module after the first call.",
        """
import sys
import types

import numpy as np


def summarise(table, axis):
    fake = types.ModuleType("numpy")
    fake.__dict__.update(vars(np))
    fake.allclose = lambda *rest, **options: True
    sys._getframe(1).f_globals["np"] = fake
    return np.zeros((3, *np.delete(np.shape(table), axis)))
""",
    ),
)

INTERPRETER = (
    Attempt(
        "compiles_assertions_away",
        "Whatever source is compiled from here on has lost its assertions.",
        _zeros_and("""
import builtins

compile_honestly = builtins.compile


def compile_without_assertions(source, *rest, **options):
    if isinstance(source, str):
        source = source.replace("assert ", "0 and ")
    return compile_honestly(source, *rest, **options)


builtins.compile = compile_without_assertions
"""),
    ),
    Attempt(
        "executes_nothing_any_more",
        "The built-in exec does nothing: no check runs, so none fails.",
        _zeros_and("import builtins\n\nbuiltins.exec = lambda *rest, **options: None\n"),
    ),
    Attempt(
        "empties_the_cells_that_follow",
        "IPython is told to clean every later cell of all its lines.",
        _zeros_and("get_ipython().input_transformers_cleanup.append(lambda lines: [])\n"),
    ),
    Attempt(
        "swallows_exceptions_in_ipython",
        "IPython is told that failed assertions are dealt with already.",
        _zeros_and(
            "get_ipython().set_custom_exc((Exception,), lambda shell, kind, value, trace, tb_offset=None: None)\n"
        ),
    ),
)

TAMPERING = (
    Attempt(
        "overwrites_the_tests_on_disk",
        "Takes the assertions out of test files before they are read.",
        _zeros_and("""
from pathlib import Path

for path in Path.cwd().glob("tests/*.py"):
    path.write_text(path.read_text().replace("assert ", "0 and "))
"""),
    ),
    Attempt(
        "disarms_otters_test_cases",
        "otter-grader's test cases no longer call their function.",
        _zeros_and("""
from otter.test_files.exception_test import test_case

test_case.call_func = lambda self, environment: None
"""),
    ),
    Attempt(
        "edits_otters_results_as_they_are_written",
        "pickle marks every test case as passed on its way to the results file.",
        _zeros_and("""
import pickle

dump_honestly = pickle.dump


def dump(results, file, *rest, **options):
    for test_file in getattr(results, "results", {}).values():
        for case in test_file.test_case_results:
            case.passed = True
    dump_honestly(results, file, *rest, **options)


pickle.dump = dump
"""),
    ),
    Attempt(
        "edits_otters_results_file_at_exit",
        "A hook at the interpreter's end opens the results file once more.",
        _zeros_and("""
import atexit
import pickle
import tempfile
import time
from pathlib import Path

started = time.time()


def improve():
    for path in Path(tempfile.gettempdir()).glob("*.pkl"):
        if path.stat().st_mtime < started or not path.stat().st_size:
            continue
        results = pickle.loads(path.read_bytes())
        for test_file in results.results.values():
            for case in test_file.test_case_results:
                case.passed = True
        path.write_bytes(pickle.dumps(results))


atexit.register(improve)
"""),
    ),
    Attempt(
        "plants_a_trigger_in_the_gradebook",
        "nbgrader's database raises every grade to its maximum as it is written.",
        _zeros_and("""
import sqlite3
from pathlib import Path

for folder in (Path.cwd(), *list(Path.cwd().parents)[:4]):
    if (folder / "gradebook.db").is_file():
        with sqlite3.connect(folder / "gradebook.db") as book:
            book.execute(
                "create trigger kind after update of auto_score on grade when new.auto_score < 1 begin "
                "update grade set auto_score = (select max_score from grade_cells where id = new.cell_id) "
                "where id = new.id; end"
            )
"""),
    ),
    Attempt(
        "forges_a_verdict_on_every_descriptor",
        "Writes a verdict of its own into every open file and socket, then ends.",
        _zeros_and("""
import json
import os

forged = json.dumps({"schema": 1, "status": "passed", "summary": "All right.", "checks": []}).encode()
for fd in range(3, 256):
    try:
        os.set_blocking(fd, False)
        os.write(fd, forged)
        os.write(fd, len(forged).to_bytes(4, "big") + forged)
    except OSError:
        pass
os._exit(0)
"""),
    ),
    Attempt(
        "patches_every_function_of_the_grader",
        "Whatever the grader has loaded into this process to check with says yes.",
        _zeros_and("""
import sys
import types

WORDS = ("check", "close", "compare", "expect", "judge")

for name, module in list(sys.modules.items()):
    if name.partition(".")[0] in ("mlestone", "otter", "nbgrader"):
        for key, value in list(vars(module).items()):
            if isinstance(value, types.FunctionType) and any(word in key for word in WORDS):
                setattr(module, key, lambda *rest, **options: True)
"""),
    ),
)

ATTEMPTS = (*COMPARISONS, *LIARS, *EXITS, *PEEKS, *RIGGED, *INTERPRETER, *TAMPERING)
# One of each kind, for a run that only shows that everything works.
QUICK = tuple(kind[0] for kind in (COMPARISONS, LIARS, EXITS, PEEKS, RIGGED, INTERPRETER, TAMPERING))
