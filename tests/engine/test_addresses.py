"""Where something lies in memory differs from run to run, and is in no verdict."""

from __future__ import annotations

import pytest

from .conftest import Grade

SHOWN = {
    "what is returned": "def scale(x, factor=2):\n    return [object(), scale, iter(x), lambda: x]\n",
    "a text that is returned": "def scale(x, factor=2):\n    return repr(object())\n",
    "what is printed": "def scale(x, factor=2):\n    print(object(), scale, iter(x))\n    return object()\n",
    "what is raised": "def scale(x, factor=2):\n    raise ValueError(scale, object())\n",
    "what importing raises": "print(object())\nraise ValueError(object())\n",
}
# A different amount of memory is taken first, so that nothing lies where it lay before.
ELSEWHERE = "import os\nroom = [object() for _ in range(os.urandom(2)[0] * 50)]\n"


@pytest.mark.parametrize("shown", SHOWN)
def test_thirty_regrades_give_one_verdict(grade: Grade, shown: str) -> None:
    verdicts = {repr(grade(ELSEWHERE + SHOWN[shown])) for _ in range(30)}
    assert len(verdicts) == 1
    if shown != "what is returned":
        assert "object at 0x…>" in next(iter(verdicts))
