"""What a learner could hand in, made from a proof's file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mlestone.authoring.submissions import wrong_source
from mlestone.proving.layout import read_layout

HEAD = '"""A title here\n\nWhat is asked.\n"""\nimport math\nfrom mlestone.proving import *\n'.replace(
    "import *", "import altered, answer, bug, check, expect, given, helper, mistake"
)
CHECK = '\n@check("holds always")\ndef holds(learner, rng):\n    expect(1).equals(1)\n'


@pytest.fixture
def handed_in(tmp_path: Path) -> Any:
    """The names that a submission made of a mistake defines."""

    def hand_in(body: str, name: str) -> dict[str, Any]:
        path = tmp_path / "proof.py"
        path.write_text(HEAD + body + CHECK)
        layout = read_layout(path)
        assert layout.problems == ()
        item = next(item for item in layout.declared if item.name == name)
        namespace: dict[str, Any] = {}
        source = wrong_source(layout, item, item.target)
        assert "mlestone" not in source
        exec(source, namespace)
        return namespace

    return hand_in


def test_a_mistake_told_as_a_change_is_handed_in_whole(handed_in: Any) -> None:
    body = (
        '@answer\ndef f(x):\n    """Doc."""\n    return 2 * x if x else f(1)\n\n'
        'twice = mistake(f, "Three times.")(altered({"2 * x": "3 * x"}))\n'
    )
    names = handed_in(body, "twice")
    assert (names["f"](3), names["f"](0)) == (9, 3)
    assert "twice" not in names


def test_a_mistake_stands_under_its_answer_s_name(handed_in: Any) -> None:
    body = (
        '@answer\ndef f(x):\n    """Doc."""\n    return x\n\n'
        '@mistake(f, "Twice too much.")\ndef twice(x):\n    return 2 * x\n'
    )
    names = handed_in(body, "twice")
    assert names["f"](3) == 6
    assert "twice" not in names


def test_a_mistake_may_call_the_right_answer_and_itself(handed_in: Any) -> None:
    body = (
        '@answer\ndef f(n):\n    """Doc."""\n    return n if n < 2 else n * f(n - 1)\n\n'
        '@mistake(f, "One too many.")\ndef plus(n):\n    return f(n) + 1\n\n'
        '@mistake(f, "It counts down.")\ndef down(n):\n    return 0 if n == 0 else down(n - 1) - 1\n'
    )
    assert handed_in(body, "plus")["f"](4) == 25
    assert handed_in(body, "down")["f"](3) == -3


def test_a_class_may_inherit_from_the_right_one(handed_in: Any) -> None:
    body = (
        '@answer\nclass Tree:\n    """Doc."""\n    def depth(self):\n        return 1\n\n'
        '@mistake(Tree, "Too deep.")\nclass Deeper(Tree):\n    def depth(self):\n        return super().depth() + 1\n'
    )
    assert handed_in(body, "Deeper")["Tree"]().depth() == 2


def test_what_a_mistake_uses_comes_with_it(handed_in: Any) -> None:
    body = (
        "_LIMIT = 3\n\ndef _cut(x):\n    return min(x, _LIMIT)\n\n"
        "@given\ndef shown(x):\n    return -x\n\n@helper\ndef _half(x):\n    return x / 2\n\n"
        '@answer\ndef f(x):\n    """Doc."""\n    return _half(math.floor(x))\n\n'
        '@mistake(f, "Cut off.")\ndef cut(x):\n    return _half(_cut(x))\n'
    )
    names = handed_in(body, "cut")
    assert names["f"](10) == 1.5
    assert names["shown"](1) == -1
    assert "holds" not in names


def test_a_value_may_be_mistaken_too(handed_in: Any) -> None:
    body = 'PI = answer(math.pi)\nROUNDED = mistake(PI, "That is cut off.")(3.14)\n'
    assert handed_in(body, "ROUNDED")["PI"] == 3.14


def test_an_import_comes_along_only_when_something_handed_in_uses_it(handed_in: Any) -> None:
    body = (
        "import os.path\nimport json\n\n"
        '@answer\ndef f(x):\n    """Doc."""\n    return json.loads(str(math.floor(x)))\n\n'
        '@mistake(f, "Rounded up.")\ndef up(x):\n    return math.ceil(x)\n\n'
        '@mistake(f, "A path.")\ndef path(x):\n    return os.path.join(os.sep, str(x))\n\n'
        '@mistake(f, "One too many.")\ndef plus(x):\n    return f(x) + 1\n'
    )
    up = handed_in(body, "up")
    assert up["f"](1.5) == 2
    assert up.keys() & {"math", "json", "os"} == {"math"}
    assert handed_in(body, "path")["f"](1) == "/1"
    assert handed_in(body, "plus")["f"](1.5) == 2  # the right answer comes with what it needs
