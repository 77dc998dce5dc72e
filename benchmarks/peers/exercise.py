"""The exercise that all tools grade, in each tool's own format.

One function, five requirements, four calls each: the checks of the three formats draw the same inputs in the same
number and ask for the same things, so that what differs is how they are run. Expected values are computed in the
check, as teachers do. The peers' checks have fixed seeds, which is their usual way; MLestone's are drawn afresh.
"""

import json
from textwrap import dedent, indent

CALLS = 20
QUESTION = "summarise"

ANSWER = '''
import numpy as np


def summarise(table, axis):
    """Return smallest, mean and largest value along `axis`, stacked in this order."""
    return np.stack([table.min(axis=axis), table.mean(axis=axis), table.max(axis=axis)])
'''

# An honest attempt that is wrong: the median is no mean.
WRONG = ANSWER.replace("table.mean(axis=axis)", "np.median(table, axis=axis)")
UNTOUCHED = ANSWER.partition("    return")[0] + "    raise NotImplementedError\n"

# ---- MLestone --------------------------------------------------------------------------------------------------

PROOF = '''"""Summaries along an axis

Write `summarise(table, axis)`: smallest, mean and largest value of the array `table` along `axis`, stacked.
"""

import numpy as np

from mlestone.proving import answer, check, expect


@answer
def summarise(table, axis):
    """Return smallest, mean and largest value along `axis`, stacked in this order."""
    return np.stack([table.min(axis=axis), table.mean(axis=axis), table.max(axis=axis)])


@check("agrees with the definition down the columns")
def down_the_columns(learner, rng):
    for _ in range(4):
        table = rng.normal(size=(8, 5))
        expect(learner.summarise(table, 0)).close(summarise(table, 0))


@check("agrees with the definition along the rows")
def along_the_rows(learner, rng):
    for _ in range(4):
        table = rng.normal(size=(8, 5))
        expect(learner.summarise(table, 1)).close(summarise(table, 1))


@check("takes axes counted from the end, of arrays with three")
def from_the_end(learner, rng):
    for _ in range(4):
        table = rng.uniform(size=(4, 3, 6))
        expect(learner.summarise(table, -1)).close(summarise(table, -1))


@check("has one summary per column, also of a single row")
def one_row(learner, rng):
    for _ in range(4):
        table = rng.normal(size=(1, 7))
        expect(learner.summarise(table, 0)).close(summarise(table, 0))


@check("takes whole numbers")
def whole_numbers(learner, rng):
    for _ in range(4):
        table = rng.integers(0, 100, size=(30, 2))
        expect(learner.summarise(table, 0)).close(summarise(table, 0))
'''

# ---- the peers -------------------------------------------------------------------------------------------------

CHECKS = {
    "down_the_columns": """
        rng = np.random.default_rng(1)
        for _ in range(4):
            table = rng.normal(size=(8, 5))
            expected = np.stack([table.min(axis=0), table.mean(axis=0), table.max(axis=0)])
            assert np.allclose(summarise(table, 0), expected)
        """,
    "along_the_rows": """
        rng = np.random.default_rng(2)
        for _ in range(4):
            table = rng.normal(size=(8, 5))
            expected = np.stack([table.min(axis=1), table.mean(axis=1), table.max(axis=1)])
            assert np.allclose(summarise(table, 1), expected)
        """,
    "from_the_end": """
        rng = np.random.default_rng(3)
        for _ in range(4):
            table = rng.uniform(size=(4, 3, 6))
            expected = np.stack([table.min(axis=-1), table.mean(axis=-1), table.max(axis=-1)])
            assert np.allclose(summarise(table, -1), expected)
        """,
    "one_row": """
        rng = np.random.default_rng(4)
        for _ in range(4):
            table = rng.normal(size=(1, 7))
            expected = np.stack([table.min(axis=0), table.mean(axis=0), table.max(axis=0)])
            result = summarise(table, 0)
            assert result.shape == (3, 7)
            assert np.allclose(result, expected)
        """,
    "whole_numbers": """
        rng = np.random.default_rng(5)
        for _ in range(4):
            table = rng.integers(0, 100, size=(30, 2))
            expected = np.stack([table.min(axis=0), table.mean(axis=0), table.max(axis=0)])
            assert np.allclose(summarise(table, 0), expected)
        """,
}


def otter_tests() -> str:
    """A test file in otter-grader's format with exceptions, one case per check."""
    head = f'import numpy as np\n\nfrom otter.test_files import test_case\n\nOK_FORMAT = False\nname = "{QUESTION}"\n'
    cases = (
        f"\n\n@test_case(points=1, hidden=True)\ndef test_{name}(summarise):\n{indent(dedent(body).strip(), '    ')}\n"
        for name, body in CHECKS.items()
    )
    return head + "points = None\n" + "".join(cases)


def nbgrader_notebook() -> str:
    """The teacher's notebook: the answer between its marks, then one cell with hidden tests per check."""
    head, _, body = ANSWER.strip().partition("    return")
    solution = f"{head}    ### BEGIN SOLUTION\n    return{body}\n    ### END SOLUTION"
    cells = [_cell(QUESTION, solution, grade=False, points=0)]
    for name, text in CHECKS.items():
        tests = f"### BEGIN HIDDEN TESTS\n{dedent(text).strip()}\n### END HIDDEN TESTS"
        cells.append(_cell(name, tests, grade=True, points=1))
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return json.dumps({"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5})


def _cell(name: str, source: str, *, grade: bool, points: int) -> dict[str, object]:
    ours = {"grade": grade, "grade_id": name, "locked": grade, "schema_version": 3, "solution": not grade}
    marks = {**ours, "task": False, **({"points": points} if grade else {})}
    return {
        "cell_type": "code",
        "id": name.replace("_", "-"),
        "execution_count": None,
        "metadata": {"nbgrader": marks},
        "outputs": [],
        "source": source,
    }


def with_solution(notebook: str, source: str) -> str:
    """A released notebook as a student hands it in: `source` stands in the cell for the solution."""
    content = json.loads(notebook)
    for cell in content["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("solution"):
            cell["source"] = source
    return json.dumps(content)
