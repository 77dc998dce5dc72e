import ast
import subprocess
import sys
from pathlib import Path
from textwrap import dedent, indent

import pytest

from mlestone.proving.sheet import BadProof, Required, Sheet, not_attempted, read_sheet

HEAD = '''"""A title

What is asked.
"""
'''
WORDS = (
    "from mlestone.proving import answer, ask, baseline, bug, check, data, expect, given, helper, hints\n"
    "from mlestone.proving import mistake, question, score, tolerance\n"
)
A_CHECK = """
@check("it is right")
def is_right(learner, rng):
    expect(learner.f(1)).equals(1)
"""


def write(folder: Path, body: str, head: str = HEAD) -> Path:
    path = folder / "some_proof.py"
    path.write_text(head + WORDS + body, encoding="utf-8")
    return path


def sheet(folder: Path, body: str, head: str = HEAD) -> Sheet:
    return read_sheet(write(folder, dedent(body) + A_CHECK, head))


def problems(folder: Path, body: str, head: str = HEAD) -> list[tuple[int, str]]:
    """What is wrong with a file, lines counted from the first of `body`."""
    offset = (head + WORDS).count("\n")
    with pytest.raises(BadProof) as caught:
        read_sheet(write(folder, body, head))
    return [(problem.line - offset, problem.message) for problem in caught.value.problems]


MUCH = '''
from functools import lru_cache, reduce
import numpy as np
import math, json

# Labels, in order.
LABELS = given(("ä", "b"))  # two of them
LONG = given(
    1
    + 2
)

@given
def load(
    path: str,  # where
):
    # reads
    return json.loads(path)
    # and is done

# Why this is here.
@helper
def _centre(x):
    return x - math.fsum(x)

@answer
def f(x: np.ndarray, axis: int = -1, *, k=lambda a: {1: a}[1], **rest) -> np.ndarray:  # the trick
    """Return it.

    With care.
    """
    # this is how
    return reduce(_centre(x), x)

@mistake(f, "This is not it.")
def wrong(x, axis): ...
'''


def test_the_starter_is_what_a_learner_would_like_to_get(tmp_path: Path) -> None:
    assert sheet(tmp_path, MUCH).starter == dedent('''\
        import numpy as np
        import json

        # Labels, in order.
        LABELS = ("ä", "b")  # two of them
        LONG = (
            1
            + 2
        )


        def load(
            path: str,  # where
        ):
            # reads
            return json.loads(path)
            # and is done


        def f(x: np.ndarray, axis: int = -1, *, k=lambda a: {1: a}[1], **rest) -> np.ndarray:
            """Return it.

            With care.
            """
            ...
        ''')


def test_the_reference_is_the_answer_with_all_it_needs(tmp_path: Path) -> None:
    reference = sheet(tmp_path, MUCH).reference
    assert "from functools import reduce\n" in reference
    assert "# Why this is here.\ndef _centre(x):\n    return x - math.fsum(x)\n" in reference
    assert "    # this is how\n    return reduce(_centre(x), x)\n" in reference
    assert "# the trick" in reference
    for hidden in ("@", "mlestone", "wrong", "is not it", "learner"):
        assert hidden not in reference


def test_the_rest_of_the_sheet(tmp_path: Path) -> None:
    read = sheet(tmp_path, 'tolerance(rtol=1e-9, atol=0, dtype=True)\nhints("One?", "Two.")\n' + MUCH)
    assert (read.title, read.prompt, read.kind) == ("A title", "What is asked.", "code")
    assert read.hints == ("One?", "Two.")
    assert read.tolerance.in_words() == "Numbers may be off by 1e-09 relative; dtypes have to match."
    assert read.given == ("LABELS", "LONG", "load")
    assert read.checks == ("it is right",)
    assert read.imports == ("functools", "json", "math", "numpy")
    signature = "f(x: np.ndarray, axis: int = -1, *, k=lambda a: {1: a}[1], **rest) -> np.ndarray"
    assert read.required == (Required("f", "function", signature),)


def test_without_a_stated_tolerance_the_default_is_told(tmp_path: Path) -> None:
    words = sheet(tmp_path, MUCH).tolerance.in_words()
    assert words == "Numbers may be off by 1e-06 relative plus 1e-08 absolute; dtypes are not compared."


def test_a_class_keeps_its_fields_and_public_methods(tmp_path: Path) -> None:
    read = sheet(
        tmp_path,
        '''
        from dataclasses import dataclass
        from functools import cache

        @answer
        @dataclass(frozen=True)
        class Model:
            """A model."""

            rate: float = 0.5
            seen = {}

            def __init__(self, rate: float):
                self.rate = rate

            @property
            def n(self) -> int:
                return 3

            @cache
            def fit(self, X,
                    y):
                """Fit it."""
                return self

            def _private(self): ...

            async def go(self): return 1
        ''',
    )
    assert read.starter == dedent('''\
        from dataclasses import dataclass


        @dataclass(frozen=True)
        class Model:
            """A model."""

            rate: float = 0.5

            def __init__(self, rate: float):
                ...

            @property
            def n(self) -> int:
                ...

            def fit(self, X,
                    y):
                """Fit it."""
                ...

            async def go(self):
                ...
        ''')
    assert read.required == (Required("Model", "class", "Model", ("n", "fit", "go")),)
    assert "    seen = {}\n" in read.reference


def test_the_signature_can_be_part_of_what_is_asked(tmp_path: Path) -> None:
    read = sheet(
        tmp_path,
        '''
        @answer(signature=False)
        def f(*xs, key=None, **rest):
            """Return it."""
            return xs
        ''',
    )
    assert read.starter == 'def f():\n    """Return it."""\n    ...\n'
    assert read.required == (Required("f", "function", "f"),)
    assert read.reference.startswith("def f(*xs, key=None, **rest):\n")


def test_a_value_can_be_asked_for(tmp_path: Path) -> None:
    body = 'QUERY = answer("select 1")\nother = mistake(QUERY, "Two is not one.")("select 2")\n'
    read = sheet(tmp_path, body)
    assert read.starter == "QUERY = ...\n"
    assert read.required == (Required("QUERY", "value", "QUERY"),)
    assert read.reference == 'QUERY = "select 1"\n'
    assert not_attempted(read, "QUERY = None")
    assert not not_attempted(read, 'QUERY = "select 3"')


DEBUG = '''
from math import sqrt

@given
def load():
    return [1.0]

@answer
def norm(x, depth=0):
    """Return the norm."""
    return sqrt(sum(v * v for v in x))

@bug(norm, "The sum is never squared.")
def never_squares(x, depth = 0):  # naïve
    # never_squares calls itself
    if depth:
        return never_squares(x, depth=depth - 1)
    print(f"norm of {x}", "by never_squares", x.never_squares)
    return sqrt(sum(x))
    # the end
'''


def test_a_debug_starter_is_the_bug_under_the_answers_name(tmp_path: Path) -> None:
    read = sheet(tmp_path, DEBUG)
    assert read.kind == "debug"
    assert read.starter == dedent('''\
        from math import sqrt


        def load():
            return [1.0]


        def norm(x, depth = 0):
            """Return the norm."""
            # norm calls itself
            if depth:
                return norm(x, depth=depth - 1)
            print(f"norm of {x}", "by norm", x.never_squares)
            return sqrt(sum(x))
            # the end
        ''').replace("depth = 0):", "depth = 0):  # naïve")


def test_a_bug_on_one_line_keeps_its_body(tmp_path: Path) -> None:
    read = sheet(
        tmp_path, '@answer\ndef f(x):\n    """Return it."""\n    return x\n\n@bug(f, "No.")\ndef g(x): return g\n'
    )
    assert read.starter == 'def f(x):\n    """Return it."""\n    return f\n'


def test_bugs_that_call_each_other_call_the_answers(tmp_path: Path) -> None:
    read = sheet(
        tmp_path,
        '''
        @answer
        def f(x):
            """F."""
            return h(x)

        @answer
        def h(x):
            """H."""
            return x

        @bug(f, "One.")
        def wrong_f(x):
            """Mine."""
            return wrong_h(x)

        @bug(h, "Two.")
        def wrong_h(x):
            return -x
        ''',
    )
    assert read.starter == dedent('''\
        def f(x):
            """Mine."""
            return h(x)


        def h(x):
            """H."""
            return -x
        ''')


def test_starters_and_references_are_valid_python(tmp_path: Path) -> None:
    for body in (MUCH, DEBUG):
        read = sheet(tmp_path, body)
        ast.parse(read.starter)
        ast.parse(read.reference)


def test_reading_a_sheet_runs_and_imports_nothing(tmp_path: Path) -> None:
    path = write(tmp_path, 'import numpy\nraise SystemExit("ran")\n' + MUCH + A_CHECK)
    script = (
        "import sys; from pathlib import Path; from mlestone.proving.sheet import read_sheet;"
        f"read_sheet(Path({str(path)!r})); print('numpy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


# What is no attempt


@pytest.mark.parametrize(
    "source",
    [
        "",
        "\n# nothing yet\n",
        '"""Notes to myself."""',
        "import numpy as np",
        "def f(x): pass",
        "def f(x):\n    '''Another docstring.'''\n    raise NotImplementedError('later')",
        "import os\n\ndef g():\n    return 1\n\ndef f(x):\n    ...",
    ],
)
def test_stubs_are_no_attempt(tmp_path: Path, source: str) -> None:
    assert not_attempted(sheet(tmp_path, MUCH), source)


def test_the_starter_reformatted_is_no_attempt(tmp_path: Path) -> None:
    for body in (MUCH, DEBUG):
        read = sheet(tmp_path, body)
        assert not_attempted(read, read.starter)
        assert not_attempted(read, ast.unparse(ast.parse(read.starter)) + "\n\n# a comment\n")
        assert not not_attempted(read, read.reference)


@pytest.mark.parametrize(
    "source",
    [
        "def f(x): return x",
        "def f(x):",
        "f = lambda x: x",
        "x = 1",
        "\0",
        "-" * 5000 + "1",
        "x" + "+x" * 20_000,
        "class f:\n    def __call__(self, x):\n        return x",
    ],
)
def test_what_does_something_or_cannot_be_read_is_an_attempt(tmp_path: Path, source: str) -> None:
    assert not not_attempted(sheet(tmp_path, MUCH), source)


def test_one_function_written_of_two_is_an_attempt(tmp_path: Path) -> None:
    two = "".join(f'@answer\ndef {name}():\n    """Doc."""\n    return 1\n\n' for name in ("f", "g"))
    assert not not_attempted(sheet(tmp_path, two), "def f():\n    return 1\n\ndef g(): ...")


# What is wrong with a file

GOOD = '@answer\ndef f(x):\n    """F."""\n    return x\n' + A_CHECK


@pytest.mark.parametrize(
    ("body", "line", "message"),
    [
        (GOOD + "tolerance(rtol=RTOL)\n", 9, "`tolerance`: rtol is not written out as a number from 0"),
        (GOOD + "tolerance(rtol=-1)\n", 9, "`tolerance`: rtol is not a number from 0"),
        (GOOD + "tolerance(exact=True)\n", 9, "`tolerance` does not take exact"),
        (GOOD + 'hints("a", f"{b}")\n', 9, "`hints` takes a sentence in quotes, written out"),
        (GOOD + 'hints("a")\nhints("b")\n', 10, "`hints` is there twice"),
        (GOOD + "f = 2\n", 9, "`f` was already defined in line 7"),
        (GOOD + '@mistake(g, "No.")\ndef h(x): ...\n', 10, "`h` is a mistake of `g`, which is no answer"),
        (GOOD + "@mistake(f)\ndef h(x): ...\n", 9, "`mistake` lacks its sentence"),
        (GOOD + '@mistake(f, "  ")\ndef h(x): ...\n', 9, "`mistake`: sentence is not a sentence in quotes"),
        (GOOD + '@mistake(f, "\\theta")\ndef h(x): ...\n', 9, "`mistake`: sentence is not a sentence in quotes"),
        (GOOD + "@mistake\ndef h(x): ...\n", 9, "`mistake` needs arguments"),
        (GOOD + "@given(1)\ndef h(x): ...\n", 9, "`given` takes no arguments"),
        (
            GOOD + '@check("a")\ndef h(learner): ...\n',
            10,
            "`h` under @check has to take (learner, rng) or (learner, rng, size) or (lab, rng) or (lab, rng, size)",
        ),
        (GOOD + '@check("it is right")\ndef h(learner, rng): ...\n', 10, "the check in line 12 has the same sentence"),
        (
            GOOD + '@check("a", sizes=range(3))\ndef h(learner, rng, size): ...\n',
            9,
            "`check`: sizes is not written out as a tuple of whole numbers",
        ),
        (GOOD + "@answer\ndef g(x): return x\n", 10, "the answer `g` lacks a docstring"),
        (GOOD + "@answer\n@helper\ndef g(x):\n    'G.'\n", 11, "`g` is under @answer and @helper: one word is enough"),
        (GOOD + '@bug(f, "A.")\ndef g(x): ...\n@bug(f, "B.")\ndef h(x): ...\n', 12, "`f` already has the bug `g`"),
        (GOOD + '@bug(f, "A.")\nclass g: ...\n', 10, "`g` and `f` are not both functions or both classes"),
        (GOOD + "class A:\n    @given\n    def g(self): ...\n", 10, "@given works only at the top level of the file"),
        (GOOD + "@question\ndef q(rng): ...\n", 2, "a question proof has no @answer"),
        (GOOD + "from mlestone.proving import answer as solution\n", 9, "`answer` is renamed"),
        (GOOD + "import mlestone.proving\n", 9, "MLestone is imported whole"),
        (GOOD + "N = 3\n@answer\ndef g(x):\n    'G.'\n    return N\n", 13, "`g` uses `N`, which is not shown with it"),
        (GOOD + "@helper\ndef g(x): ...\n@given\ndef h(x): return g\n", 12, "`h` uses `g`, which is not shown with it"),
        (
            GOOD + "N = helper(3)\n@answer\ndef g(x=N):\n    'G.'\n",
            11,
            "the signature of `g` uses the helper `N`, which is not in the starter",
        ),
        (GOOD + "score = 1\n@baseline('b')\ndef g(): ...\n", 11, "a code proof has no @baseline"),
    ],
)
def test_each_mistake_of_an_author_has_its_line(tmp_path: Path, body: str, line: int, message: str) -> None:
    offset = (HEAD + WORDS).count("\n")
    expected_message = message.replace("line 7", f"line {offset + 2}").replace("line 12", f"line {offset + 7}")
    assert (line, expected_message) in problems(tmp_path, body)


@pytest.mark.parametrize(
    ("head", "message"),
    [
        ("", "lacks a docstring with title and prompt"),
        ('"""Only a title"""\n', "lacks a prompt"),
        ('"""A title\nand more of it.\n"""\n', "the title is not alone in its paragraph"),
        ('"""A title\n\nWith \\frac{1}{2}.\n"""\n', "the prompt holds a backslash"),
    ],
)
def test_the_docstring_has_a_title_and_a_prompt(tmp_path: Path, head: str, message: str) -> None:
    assert message in [said for _, said in problems(tmp_path, GOOD, head)]


def test_a_raw_docstring_may_hold_formulas(tmp_path: Path) -> None:
    read = read_sheet(write(tmp_path, GOOD, 'r"""A title\n\nWith $\\frac{1}{2}$.\n"""\n'))
    assert read.prompt == r"With $\frac{1}{2}$."


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    body = "@check\ndef a(learner, rng): ...\n@answer\ndef g(x): ...\ntolerance(rtol=x)\n"
    assert problems(tmp_path, body, '"""Only a title"""\n') == [
        (-2, "lacks a prompt"),
        (1, "`check` needs arguments"),
        (4, "the answer `g` lacks a docstring"),
        (5, "`tolerance`: rtol is not written out as a number from 0"),
    ]


def test_words_have_to_be_imported(tmp_path: Path) -> None:
    path = tmp_path / "some_proof.py"
    path.write_text(HEAD + "from mlestone.proving import answer\n" + GOOD)
    with pytest.raises(BadProof, match=r"some_proof\.py:11: `check` is not imported"):
        read_sheet(path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"x = (\n", r":1: not Python: '\(' was never closed"),
        (b'"""T\n\nP."""\nx = "\xff"\n', ":4: not UTF-8: invalid start byte"),
        (b"-" * 5000 + b"1", ":1: not Python: "),
        (b"", ":1: lacks a docstring with title and prompt"),
    ],
)
def test_a_file_that_is_no_python_is_one_problem(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "some_proof.py"
    path.write_bytes(content)
    with pytest.raises(BadProof, match=message):
        read_sheet(path)


def test_a_missing_file_is_a_problem_too(tmp_path: Path) -> None:
    with pytest.raises(BadProof, match="cannot be read: No such file"):
        read_sheet(tmp_path / "none.py")


def test_windows_line_ends_and_a_byte_order_of_nothing_change_nothing(tmp_path: Path) -> None:
    expected = sheet(tmp_path, MUCH)
    path = tmp_path / "some_proof.py"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_sheet(path) == expected


def test_a_debug_proof_starts_from_a_bug_for_every_answer(tmp_path: Path) -> None:
    body = GOOD + '@bug(f, "No.")\ndef b(x): ...\n@answer\ndef g(x):\n    "G."\n'
    assert (12, "the answer `g` has no @bug to start from") in problems(tmp_path, body)


def test_nested_code_keeps_its_indentation(tmp_path: Path) -> None:
    body = '@given\ndef g():\n    """Doc.\n\n        more\n    """\n    if 1:\n        return 2\n' + GOOD
    assert indent("if 1:\n    return 2\n", "    ") in read_sheet(write(tmp_path, body)).starter


def test_every_word_is_itself_whatever_was_imported_before() -> None:
    """Some words share their name with a module of the package."""
    script = (
        "import sys, types, mlestone.proving.expect, mlestone.proving.tolerance, mlestone.proving.challenge\n"
        "import mlestone.proving as words\n"
        "print([name for name in words.__all__ if isinstance(getattr(words, name), types.ModuleType)])\n"
        "from mlestone.proving import expect\n"
        "print(type(expect).__name__, 'numpy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n_Expect False\n"


def test_a_sheet_is_read_again_only_when_its_file_has_changed(tmp_path: Path) -> None:
    path = tmp_path / "twice.py"
    text = (
        '"""Twice\n\nWrite `twice(x)`.\n"""\nfrom mlestone.proving import answer, check, expect\n\n\n'
        '@answer\ndef twice(x):\n    """Return `x` doubled."""\n    return 2 * x\n\n\n'
        '@check("doubles")\ndef doubles(learner, rng):\n    expect(learner.twice(1)).equals(2)\n'
    )
    path.write_text(text, encoding="utf-8")
    first = read_sheet(path)
    assert read_sheet(path) is first
    path.write_text(text.replace("Twice\n", "Doubled\n"), encoding="utf-8")
    assert (first.title, read_sheet(path).title) == ("Twice", "Doubled")


def test_what_there_is_to_say_afterwards_is_kept_apart_from_what_is_shown_before(tmp_path: Path) -> None:
    told = "`scipy.special.softmax` does the same."
    body = f'from mlestone.proving import afterwards\nafterwards("{told}")\n'
    body += '@answer\ndef f(x):\n    """Do it."""\n    return x\n'
    read = sheet(tmp_path, body)
    assert read.afterwards == (told,)
    assert told not in read.prompt + read.starter + read.reference + "".join(read.hints)
