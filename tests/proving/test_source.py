from textwrap import dedent

import pytest

from mlestone.proving.source import Finding, Source

SVD = "numpy.linalg.svd"


def source(text: str, **options: tuple[str, ...]) -> Source:
    return Source(dedent(text).lstrip("\n"), **options)


def lines(found: tuple[Finding, ...]) -> list[int]:
    return [finding.line for finding in found]


@pytest.mark.parametrize(
    "text",
    [
        "import numpy\nnumpy.linalg.svd(x)",
        "import numpy as q\nq.linalg.svd(x)",
        "from numpy import linalg as la\nla.svd(x)",
        "import numpy.linalg as la\nla.svd(x)",
        "import numpy.linalg\nnumpy.linalg.svd(x)",
        "from numpy.linalg import svd as s\ns(x)",
        "from numpy.linalg import *\nsvd(x)",
        "import numpy.linalg._linalg as la\nla.svd(x)",
        "import numpy as np\nf = np.linalg.svd",
        "import numpy as np\nla = np.linalg; la.svd(x)",
        "import numpy as np\nla, n = np.linalg, 3; la.svd(x)",
        "import numpy as np\nla = np; la = la.linalg; la.svd(x)",
        "import numpy as np\nif (la := np.linalg): la.svd(x)",
        "import numpy as np\n[la.svd(x) for x in xs if (la := np.linalg)]",
        "import numpy as np\n(np if x else None).linalg.svd(x)",
        "import numpy as np\ngetattr(np.linalg, 'svd')(x)",
        "import numpy as np\ngetattr(np.linalg, 's' + 'vd', None)(x)",
        "import numpy as np\nname = 'svd'; getattr(np.linalg, name)(x)",
        "import numpy as np\nvars(np.linalg)['svd'](x)",
        "import numpy as np\nnp.linalg.__dict__['svd'](x)",
        "import numpy as np\nglobals()['np'].linalg.svd(x)",
        "import numpy as np, operator\noperator.attrgetter('linalg.svd')(np)(x)",
        "import numpy as np\n@np.linalg.svd\ndef f(): ...",
        "import numpy as np\ndef f(x, svd=np.linalg.svd): return svd(x)",
        "import sys\nsys.modules['numpy'].linalg.svd(x)",
        "from builtins import __import__ as load\nload('numpy').linalg.svd(x)",
        "import importlib as i\ni.import_module('numpy.linalg').svd(x)",
        "from importlib import import_module\nimport_module(name='numpy').linalg.svd(x)",
    ],
)
def test_a_function_is_recognised_under_any_name(text: str) -> None:
    found = source(text).never_uses(SVD)
    assert lines(found) == [2]
    assert found[0].code == text.split("\n")[1]
    assert found[0].message == "`numpy.linalg.svd` is used."
    assert source(text).uses(SVD) == ()


def test_names_are_followed_into_functions_and_classes() -> None:
    found = source(
        """
        import numpy as np

        class Model:
            la = np.linalg

            def __init__(self):
                self.inner = np.linalg

            def fit(self, x, la=np.linalg):
                self.la.svd(x)
                self.inner.svd(x)
                la.svd(x)

        def f():
            global late
            import numpy as late

        def g():
            def h():
                return late.linalg.svd
            return h
        """
    ).never_uses(SVD)
    assert lines(found) == [10, 11, 12, 20]


@pytest.mark.parametrize(
    "text",
    [
        "import numpy.linalg",
        "from numpy.linalg import svd",
        "import scipy.linalg as la\nla.svd(x)",
        "def svd(x): return x\nsvd(1)",
        "def f(eval): return eval(1)",
        "import numpy as np\ndef f(np): return np.linalg.svd",
        "import numpy as np\nx.linalg.svd",
        "class A:\n    def svd(self): return self.svd()",
        "note = 'numpy.linalg.svd'  # numpy.linalg.svd",
    ],
)
def test_nothing_else_is_taken_for_it(text: str) -> None:
    assert source(text).never_uses(SVD, "eval") == ()
    assert source(text).uses(SVD) == (Finding(0, "", "`numpy.linalg.svd` is used nowhere."),)


@pytest.mark.parametrize(
    ("rule", "broken"),
    [
        ("numpy.linalg", True),
        ("numpy.linalg.*", True),
        ("numpy.*.svd", True),
        ("sorted", True),
        (".fit", True),
        (".sv*", True),
        ("numpy.lin", False),
        ("numpy.fft", False),
        (".predict", False),
        ("scipy", False),
    ],
)
def test_rules_may_name_modules_patterns_builtins_and_attributes(rule: str, broken: bool) -> None:
    text = "import numpy as np\nnp.linalg.svd(x)\nsorted(x)\nmodel.fit(x)"
    assert bool(source(text).never_uses(rule)) is broken
    assert bool(source(text).uses(rule)) is not broken


@pytest.mark.parametrize(
    "text", ["exec('import numpy')", "f = eval\nf(x)", "import builtins\nbuiltins.compile(x, '', 'exec')"]
)
def test_code_made_from_text_is_no_way_round(text: str) -> None:
    (found, *_) = source(text).never_uses(SVD)
    assert "runs text as code" in found.message


LOOPS = """
import numpy as np
from functools import reduce as fold

def load(rows):
    for row in rows:
        yield row

def f(x):
    return _step(x) + load(x)

def _step(x):
    while x:
        x -= 1
    return np.vectorize(abs)(x) + fold(min, x)

def other(x):
    return [y for y in x] + list(map(abs, x))

class Model:
    def fit(self, X):
        return self._sweep(X)

    def _sweep(self, X):
        return sum(x for x in X)
"""


def test_loops_are_found_each_with_its_line() -> None:
    found = source(LOOPS).no_loops()
    assert lines(found) == [5, 12, 14, 17, 24]
    assert found[0] == Finding(5, "for row in rows:", "A `for` loop.")
    assert found[1].message == "A `while` loop."
    assert found[2].message == "`numpy.vectorize` is a loop too."
    assert found[3].message == "A comprehension, which is a loop too."


def test_only_the_function_asked_about_and_what_it_calls_is_looked_at() -> None:
    assert lines(source(LOOPS).no_loops(in_="f")) == [5, 12, 14]
    assert lines(source(LOOPS, given=("load",)).no_loops(in_="f")) == [12, 14]
    assert lines(source(LOOPS).no_loops(in_="Model.fit")) == [24]
    assert lines(source(LOOPS).no_loops(in_="Model")) == [24]


def test_comprehensions_and_loops_in_disguise_can_be_allowed() -> None:
    assert lines(source(LOOPS).no_loops(comprehensions=False)) == [5, 12]


def test_a_function_that_is_nowhere_defined_is_looked_for_everywhere() -> None:
    assert lines(source("f = make(lambda x: [y for y in x])").no_loops(in_="f")) == [1]


@pytest.mark.parametrize(
    "text",
    [
        "def f(n): return n and f(n - 1)",
        "f = lambda n: n and f(n - 1)",
        "def f(n): return g(n)\ndef g(n): return n and f(n - 1)",
        "def f(n):\n    def go(m): return m and go(m - 1)\n    return go(n)",
        "def f(n): return [f(m) for m in n]",
        "def f(n): return list(map(f, n))",
    ],
)
def test_recursion_may_be_direct_mutual_or_inside(text: str) -> None:
    assert source(text).calls_itself("f") == ()


def test_a_method_may_call_itself_on_another_object() -> None:
    text = "class Tree:\n    def depth(self):\n        return 1 + max(self.left.depth(), self.right.depth())"
    assert source(text).calls_itself("Tree.depth") == ()


def test_recursion_may_go_through_functions_registered_with_a_dispatcher() -> None:
    text = "@singledispatch\ndef walk(x): return 1\n@walk.register\ndef _(x: {}): return {}\ndef f(x): return walk(x)"
    assert source(text.format("list", "sum(walk(y) for y in x)")).calls_itself("f") == ()
    assert source(text.format("list", "2")).calls_itself("f") != ()


def test_no_recursion_is_a_finding() -> None:
    assert source("def g(n): return g(n)\ndef f(n): return n").calls_itself("f") == (
        Finding(2, "def f(n): return n", "`f` never calls itself, nor a function that does."),
    )
    assert source("def f(f): return f(1)").calls_itself("f")[0].message.startswith("`f` never calls itself")
    assert source("x = 1").calls_itself("f")[0].message == "`f` is not defined."
    assert source("f = 1").calls_itself("f")[0].message == "`f` is not a function written here."


def test_what_is_defined() -> None:
    text = "import numpy as np\nX = 1\nclass A:\n    def f(self):\n        y = 1\ng = lambda: 1"
    assert source(text).defines("np", "X", "A", "A.f", "g") == ()
    assert [found.message for found in source(text).defines("y", "f")] == ["`y` is not defined.", "`f` is not defined."]


def test_lines_of_code_are_counted_without_comments_and_docstrings() -> None:
    text = '''
    """Module."""
    import math  # one

    @decorated
    def f(x):
        """Doc,

        long.
        """
        # a comment
        y = [
            1,
        ]; z = 2

        return y
    '''
    assert source(text).at_most_lines(8) == ()
    assert source(text).at_most_lines(7)[0].message == "The program has 8 lines of code; at most 7 are allowed."
    assert source(text).at_most_lines(6, in_="f")[0] == Finding(
        5, "def f(x):", "`f` has 7 lines of code; at most 6 are allowed."
    )


def test_imports_are_listed_and_can_be_limited() -> None:
    text = "import numpy as np, os.path\ndef f():\n    from sklearn.svm import SVC\n__import__('torch')"
    assert source(text).imports() == ("numpy", "os", "sklearn", "torch")
    assert lines(source(text).only_imports("numpy", "os")) == [3, 4]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("def f(:", "Not Python: invalid syntax."),
        ("\0", "Not Python: source code string cannot contain null bytes."),
        ("-" * 5000 + "1", "The program is nested too deeply to be read."),
        ("x" + ".a" * 5000, "The program is nested too deeply to be read."),
        ("1" + "+1" * 20_000, "The program is nested too deeply to be read."),
    ],
)
def test_what_cannot_be_read_keeps_no_rule(text: str, message: str) -> None:
    unreadable = source(text)
    for found in (
        unreadable.no_loops(),
        unreadable.never_uses(SVD),
        unreadable.uses(SVD),
        unreadable.defines("f"),
        unreadable.calls_itself("f"),
        unreadable.at_most_lines(10),
        unreadable.only_imports(),
    ):
        assert [finding.message for finding in found] == [message]
    assert unreadable.imports() == ()


@pytest.mark.parametrize(
    "text",
    [
        "x" + ".a" * 900,
        "".join(f"a{i} = a{i - 1}.x if a{i - 1} else np.linalg\n" for i in range(1, 500)),
        "f = f\nf = f.f\ndef f(f=f): f = f",
        "match x:\n    case {'a': y, **rest}: z\n    case [*w]: w\n    case int() as v: v",
        "type(x)(*a, **k)[1:2, ...]; del x; nonlocal_ = lambda *a, **k: (yield)",
        "def f():\n    x = 1\n    def g():\n        nonlocal x\n        x = 2\n    global never",
        r"pattern = '\d'",
        "",
    ],
)
def test_odd_programs_are_read(text: str) -> None:
    assert source(text).never_uses(SVD) == ()


def test_a_long_line_is_cut() -> None:
    (found,) = source("for x in " + "y" * 1000 + ": pass").no_loops()
    assert len(found.code) == 200
    assert found.code.endswith("…")
