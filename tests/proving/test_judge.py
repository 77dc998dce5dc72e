"""The judge: every way an attempt can go, what the verdict says, and what it never says."""

import json
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from mlestone.proving.judge import SOURCE_LIMIT, Attempt, judge, verdict_without_running
from mlestone.proving.learner import ChildLost, Loopback
from mlestone.proving.proof import Proof
from mlestone.proving.verdict import Verdict

MakeProof = Callable[[str], Proof]
Judged = Callable[..., Verdict]

CENTRE = '''
@answer
def centre(x: np.ndarray) -> np.ndarray:
    """Return x minus the mean of each column."""
    return x - x.mean(axis=0)

@mistake(centre, "One mean for all columns: which axis are the samples on?")
def one_mean(x):
    return x - x.mean()

@check("agrees with the definition")
def definition(learner, rng):
    x = rng.normal(size=(4, 2))
    expect(learner.centre(x)).close(centre(x))

@check("keeps the shape")
def shape(learner, rng):
    expect(learner.centre(rng.normal(size=(5, 3)))).has_shape(5, 3)

@check("leaves its argument alone")
def pure(learner, rng):
    expect(learner.centre).pure(rng.normal(size=(3, 2)))
'''
RIGHT = "def centre(x):\n    return x - x.sum(axis=0) / len(x)\n"


@pytest.fixture
def centre(make_proof: MakeProof) -> Proof:
    return make_proof(CENTRE)


class Dying:
    """A transport to a child that is lost at its n-th request."""

    def __init__(self, namespace: dict[str, Any], at: int, reason: str) -> None:
        self._transport = Loopback(namespace)
        self._left = at
        self._reason = reason

    def request(self, payload: bytes, call_back: Callable[[bytes], bytes]) -> bytes:
        self._left -= 1
        if self._left < 0:
            raise ChildLost(self._reason)
        return self._transport.request(payload, call_back)

    def printed(self) -> str:
        if self._left < 0:
            raise ChildLost(self._reason)
        return self._transport.printed()

    def cpu_seconds(self) -> float:
        return self._transport.cpu_seconds()


# What came of it


def test_a_right_answer_passes_however_it_is_written(centre: Proof, judged: Judged) -> None:
    verdict = judged(centre, RIGHT)
    assert (verdict.status, verdict.summary) == ("passed", "All 3 checks passed.")
    assert (verdict.proof, verdict.kind, verdict.seed, verdict.content) == (
        "some-skill/proof-1",
        "code",
        1,
        centre.content,
    )
    assert [check.status for check in verdict.checks] == ["passed"] * 3


def test_a_wrong_answer_is_told_call_result_expectation_and_difference(centre: Proof, judged: Judged) -> None:
    verdict = judged(centre, "def centre(x):\n    return x[:, :1] - x[:, :1].mean(axis=0)")
    first, second, third = verdict.checks
    assert verdict.status == "failed"
    assert first.call is not None
    assert first.call.startswith("centre(array([[")
    assert first.got is not None
    assert first.expected is not None
    assert (first.got.shape, first.expected.shape) == ((4, 1), (4, 2))
    assert (first.got.type, first.got.dtype) == ("ndarray", "float64")
    assert first.difference == "shape is (4, 1), expected (4, 2)"
    assert verdict.summary == f"Failed: agrees with the definition. {first.call}: {first.difference}."
    assert second.expected is not None
    assert second.expected.text == "shape (5, 3)"
    assert third.status == "passed"


def test_a_recognised_mistake_speaks_first(centre: Proof, judged: Judged) -> None:
    verdict = judged(centre, "def centre(x):\n    return x - x.mean()")
    assert verdict.summary == "One mean for all columns: which axis are the samples on?"
    assert verdict.mistake is not None
    assert (verdict.mistake.name, verdict.mistake.target) == ("one_mean", "centre")
    assert [check.mistake is not None for check in verdict.checks] == [True, False, False]


def test_an_exception_is_told_with_the_learner_s_line(centre: Proof, judged: Judged) -> None:
    verdict = judged(centre, "def centre(x):\n    total = 0\n    return total / 0\n")
    trouble = verdict.checks[0].trouble
    assert trouble is not None
    assert (trouble.type, trouble.message, trouble.line, trouble.code) == (
        "ZeroDivisionError",
        "division by zero",
        3,
        "return total / 0",
    )
    assert verdict.summary.endswith("ZeroDivisionError: division by zero (line 3: `return total / 0`).")


def test_a_missing_name_is_told_with_the_nearest(centre: Proof, judged: Judged) -> None:
    verdict = judged(centre, "def center(x):\n    return x")
    assert verdict.summary == "Your code does not define `centre`; did you mean `center`?"
    assert {check.status for check in verdict.checks} == {"failed"}


def test_what_was_changed_is_told(centre: Proof, judged: Judged) -> None:
    verdict = judged(centre, "def centre(x):\n    x -= x.mean(axis=0)\n    return x")
    assert verdict.summary.endswith("the call changes its first argument.")


def test_prints_are_kept_by_check_and_cut(centre: Proof, judged: Judged) -> None:
    verdict = judged(centre, "def centre(x):\n    print('shape', x.shape)\n    return x - x.mean(axis=0)")
    assert [check.printed for check in verdict.checks] == [
        "shape (4, 2)\n",
        "shape (5, 3)\n",
        "shape (3, 2)\nshape (3, 2)\nshape (3, 2)\n",
    ]
    verdict = judged(centre, "def centre(x):\n    print('x' * 50_000)\n    return x - x.mean(axis=0)")
    assert verdict.checks[0].printed.endswith("x\n… (the rest was cut)")
    assert len(verdict.checks[0].printed) < 4_100


@pytest.mark.parametrize("source", ["", "\n\n", "# nothing yet\n", "import numpy as np\n", "def centre(x):\n    ...\n"])
def test_nothing_written_is_no_attempt(centre: Proof, judged: Judged, source: str) -> None:
    verdict = judged(centre, source)
    assert (verdict.status, verdict.checks) == ("not_attempted", ())
    assert judged(centre, centre.sheet.starter).status == "not_attempted"


def test_source_that_cannot_be_imported_crashed(centre: Proof) -> None:
    account = {
        "type": "SyntaxError",
        "bases": ["SyntaxError", "Exception"],
        "message": "invalid syntax",
        "line": 2,
        "code": "def centre(x",
        "lines": [2],
        "cause": None,
    }
    verdict = judge(centre, Attempt("\ndef centre(x"), Loopback({}), account, 1)
    assert (verdict.status, verdict.summary) == (
        "crashed",
        "Line 2 is not Python: invalid syntax. `def centre(x`",
    )
    assert verdict.trouble is not None
    assert {check.status for check in verdict.checks} == {"not_run"}
    account |= {"type": "NameError", "message": "name 'a' is not defined", "line": 1, "code": "a"}
    verdict = judge(centre, Attempt("a"), Loopback({}), lambda: account, 1)
    assert (
        verdict.summary == "Your code cannot be imported: it raises NameError: name 'a' is not defined (line 1: `a`)."
    )


def test_an_account_that_is_none_is_the_learner_s_doing(centre: Proof) -> None:
    verdict = judge(centre, Attempt("a = 1"), Loopback({}), {"type": object()}, 1)
    assert verdict.status == "crashed"
    assert verdict.summary == "Your code cannot be imported: it interferes with how its results are passed on."


@pytest.mark.parametrize(
    ("source", "line"), [(b"x = 1\ny = '\xff'\n", 2), ("x = 1\ny = '\udcff'\n", 2), (b"\xff\xfe", 1)]
)
def test_source_that_is_not_utf_8_crashed(centre: Proof, source: str | bytes, line: int) -> None:
    verdict = judge(centre, Attempt(source), Loopback({}), None, 1)
    assert verdict.status == "crashed"
    assert verdict.summary == f"Line {line} of your source is not UTF-8 text."


def test_source_that_is_too_long_is_not_read(centre: Proof) -> None:
    verdict = judge(centre, Attempt("x = 1\n" * SOURCE_LIMIT), Loopback({}), None, 1)
    assert (verdict.status, verdict.limit) == ("out_of_limits", "source")
    assert verdict.summary == "Your source is 1,536 KiB long; at most 256 are read."


def test_what_need_not_be_run_is_known_before(centre: Proof) -> None:
    assert verdict_without_running(centre, Attempt(RIGHT)) is None
    early = verdict_without_running(centre, Attempt(""))
    assert early is not None
    assert early.status == "not_attempted"


LOSSES = [
    ("time", "out_of_limits", "time", "it takes longer than the time allowed"),
    ("memory", "out_of_limits", "memory", "it needs more memory than allowed"),
    ("output", "out_of_limits", "output", "it prints more than allowed"),
    ("processes", "out_of_limits", "processes", "it starts more processes than allowed"),
    ("exited", "crashed", None, "it ends the process it runs in"),
    ("killed", "crashed", None, "the process it runs in is killed"),
    ("protocol", "crashed", None, "it interferes with how its results are passed on"),
]


@pytest.mark.parametrize(("reason", "status", "limit", "words"), LOSSES)
def test_a_lost_child_fails_the_check_and_ends_the_run(
    centre: Proof, reason: str, status: str, limit: str | None, words: str
) -> None:
    transport = Dying({"centre": lambda x: x - x.mean(axis=0)}, at=2, reason=reason)
    verdict = judge(centre, Attempt(RIGHT), transport, None, 1)
    assert (verdict.status, verdict.limit) == (status, limit)
    assert [check.status for check in verdict.checks] == ["passed", "failed", "not_run"]
    call = verdict.checks[1].call
    assert call is not None
    assert call.startswith("centre(array([[")
    assert verdict.summary == f"Failed: keeps the shape. {call}: {words}."


@pytest.mark.parametrize(("reason", "status", "limit", "words"), LOSSES)
def test_a_child_lost_at_import_runs_no_check(
    centre: Proof, reason: str, status: str, limit: str | None, words: str
) -> None:
    def opening() -> None:
        raise ChildLost(reason)

    for given in (opening, ChildLost(reason)):
        verdict = judge(centre, Attempt(RIGHT), Loopback({}), given, 1)
        assert (verdict.status, verdict.limit) == (status, limit)
        assert {check.status for check in verdict.checks} == {"not_run"}
        assert verdict.summary == f"Your code cannot be imported: {words}."


def test_a_loss_that_is_ours_costs_nobody_an_attempt(centre: Proof) -> None:
    transport = Dying({"centre": None}, at=0, reason="wall")
    verdict = judge(centre, Attempt(RIGHT), transport, None, 1)
    assert (verdict.status, verdict.author_detail) == ("not_graded", "The learner's process was lost: wall")


# Faults of the proof


def test_a_check_that_raises_by_itself_is_not_graded(make_proof: MakeProof, judged: Judged) -> None:
    proof = make_proof("""
        @answer
        def f(x: int) -> int:
            \"\"\"Double x.\"\"\"
            return 2 * x

        @check("doubles")
        def doubles(learner, rng):
            secret = {}
            expect(learner.f(3)).equals(secret["seven"])
    """)
    verdict = judged(proof, "def f(x):\n    return 2 * x")
    assert verdict.status == "not_graded"
    assert verdict.summary == "This attempt could not be judged, by no fault of yours; it does not count."
    assert verdict.author_detail is not None
    assert "the answer itself does not pass 'doubles': proof_1.py:17: KeyError: 'seven'" in verdict.author_detail
    assert "seven" not in json.dumps(verdict.as_dict())


def test_a_check_the_answer_fails_is_not_graded(make_proof: MakeProof, judged: Judged) -> None:
    proof = make_proof("""
        @answer
        def f(x: int) -> int:
            \"\"\"Double x.\"\"\"
            return 2 * x

        @check("doubles")
        def doubles(learner, rng):
            expect(learner.f(3)).equals(7)
    """)
    verdict = judged(proof, "def f(x):\n    return 0")
    assert verdict.status == "not_graded"
    assert "the answer itself does not pass" in (verdict.author_detail or "")


@pytest.mark.parametrize("returned", ["None", "'text'", "[]", "{}", "x"])
def test_a_check_that_trips_over_a_learner_s_value_is_the_learner_s_failure(
    make_proof: MakeProof, judged: Judged, returned: str
) -> None:
    proof = make_proof("""
        @answer
        def pair(x: int) -> tuple:
            \"\"\"Return two arrays.\"\"\"
            return np.ones(x), np.zeros(x)

        @check("gives two arrays of one sum")
        def doubles(learner, rng):
            ones, zeros = learner.pair(3)
            assert ones.sum() - zeros.sum() == 3
            expect((ones + zeros)[2]).equals(1)
    """)
    verdict = judged(proof, f"def pair(x):\n    return {returned}")
    assert verdict.status == "failed"
    assert verdict.checks[0].call == "pair(3)"
    assert (verdict.checks[0].difference or "").startswith("what came back cannot be used as this check uses it (")


def test_a_fault_of_the_judge_is_not_graded(centre: Proof) -> None:
    verdict = judge(centre, Attempt(RIGHT), None, None, 1)
    assert verdict.status == "not_graded"


def test_what_checks_print_or_warn_of_is_dropped(
    make_proof: MakeProof, judged: Judged, capfd: pytest.CaptureFixture[str]
) -> None:
    proof = make_proof("""
        import sys
        import warnings

        @answer
        def f(x: float) -> float:
            \"\"\"Return x.\"\"\"
            return x

        @check("returns x")
        def returns(learner, rng):
            print("seven")
            print("seven", file=sys.stderr)
            warnings.warn("seven")
            np.log(np.zeros(1))
            expect(learner.f(3.0)).equals(3.0)
    """)
    with warnings.catch_warnings(record=True) as caught:
        verdict = judged(proof, "def f(x):\n    print('mine')\n    return x")
    assert verdict.status == "passed"
    assert verdict.checks[0].printed == "mine\n"
    assert "seven" not in json.dumps(verdict.as_dict(for_author=True))
    assert capfd.readouterr() == ("", "")
    assert not caught


def test_checks_do_not_depend_on_each_other_s_draws(make_proof: MakeProof, judged: Judged) -> None:
    body = """
        @answer
        def f(x: float) -> float:
            \"\"\"Return x.\"\"\"
            return x

        @check("first")
        def first(learner, rng):
            rng.normal(size=DRAWS)
            expect(learner.f(0.0)).equals(0.0)

        @check("second")
        def second(learner, rng):
            expect(learner.f(rng.normal())).is_a(float)
    """
    calls = []
    for draws in ("1", "100"):
        proof = make_proof(body.replace("DRAWS", draws))
        source = "seen = []\ndef f(x):\n    print(x)\n    return x"
        calls.append(judged(proof, source).checks[1].printed)
    assert calls[0] == calls[1]


def test_what_one_check_hands_over_is_not_what_another_gets(make_proof: MakeProof, judged: Judged) -> None:
    proof = make_proof("""
        @answer
        def total(x, f=None) -> int:
            \"\"\"Add up f of all elements.\"\"\"
            return sum(v if f is None else f(v) for v in x)

        @check("takes an iterator")
        def iterators(learner, rng):
            expect(learner.total(iter([1, 2, 3]))).equals(6)

        @check("takes a function")
        def functions(learner, rng):
            def double(v):
                return 2 * v
            expect(learner.total([1, 2, 3], double)).equals(12)
    """)
    source = "def total(x, f=None):\n    if f: print(f.__name__)\n    return sum(v if f is None else f(v) for v in x)"
    verdict = judged(proof, source)
    assert verdict.status == "passed", verdict
    assert verdict.checks[1].printed == "double\n"


# To the bit


@pytest.mark.parametrize(
    "source",
    [
        RIGHT,
        "def centre(x):\n    return x - x.mean()",
        "def centre(x):\n    return {str(v) for v in x.ravel()}",
        "class Odd:\n    pass\ndef centre(x):\n    return Odd(), lambda: 1, print",
        "def centre(x):\n    raise ValueError(str(x))",
    ],
)
def test_the_same_attempt_gives_the_same_verdict_to_the_bit(centre: Proof, judged: Judged, source: str) -> None:
    verdicts = {json.dumps(judged(centre, source, seed=5).as_dict()) for _ in range(5)}
    assert len(verdicts) == 1
    assert "0x" not in verdicts.pop()


def test_another_seed_gives_other_numbers(centre: Proof, judged: Judged) -> None:
    one, two = (judged(centre, "def centre(x):\n    return x", seed=seed).checks[0] for seed in (1, 2))
    assert one.got != two.got


def test_a_verdict_on_costs_is_in_words_only(make_proof: MakeProof, judged: Judged) -> None:
    proof = make_proof("""
        @answer
        def total(x: list) -> int:
            \"\"\"Return the sum.\"\"\"
            return sum(x)

        @check("costs no more than one pass")
        def one_pass(learner, rng):
            expect(learner.total).grows(at_most="n", make=lambda n: (list(range(n)),), sizes=(16, 5_000))
    """)
    slow = "def total(x):\n    return [sum(x) for _ in x][0]"
    verdicts = [judged(proof, slow).as_dict() for _ in range(3)]
    assert verdicts[0] == verdicts[1] == verdicts[2]
    check = verdicts[0]["checks"][0]
    assert check["call"] == "total"
    assert check["difference"] == "the work grows faster than n as the input of size n grows"
    assert check["expected"]["text"] == "work that grows like n"
    assert judged(proof, "def total(x):\n    return sum(x)").status == "passed"


def test_the_smallest_size_that_fails_is_shown(make_proof: MakeProof, judged: Judged) -> None:
    proof = make_proof("""
        @answer
        def first(x: list) -> int:
            \"\"\"Return the first.\"\"\"
            return x[0]

        @check("finds it", sizes=(1, 2, 50))
        def finds(learner, rng, size):
            x = list(range(size))
            expect(learner.first(x)).equals(0)
    """)
    verdict = judged(proof, "def first(x):\n    return x[-1]")
    assert verdict.checks[0].call == "first([0, 1])"


# Secrets

HIDING = [
    "expect(got).equals(S if wrong else 6, show=False)",
    "expect(got).close(float(S) if wrong else 6.0, show=False)",
    "expect([got, 1]).equals([S if wrong else 6, 1], show=False)",
    "expect({'a': got}).equals({'a': S if wrong else 6}, show=False)",
    "expect(got).between(S if wrong else 0, S + 1, show=False)",
    "expect([got]).contains(S if wrong else 6, show=False)",
    "expect(str(got)).text(str(S) if wrong else '6', show=False)",
    "expect(str(got)).matches(str(S) if wrong else '6', show=False)",
    "expect(got).satisfies(lambda v: v == 6, f'equal to {S}', show=False)",
    "expect(np.ones(2)).has_shape(S if wrong else 2, show=False)",
    "expect([1, 2]).has_length(S if wrong else 2, show=False)",
    "expect(np.array([got, 1])).close(np.array([S if wrong else 6, 1]), show=False)",
    "expect.raises(f'E{S}', lambda: learner.f(3), show=False) if wrong else None",
    "expect.printed(str(S), show=False) if wrong else None",
    "[][S] if wrong else None",
    "{}[S] if wrong else None",
    "(_ for _ in ()).throw(ValueError(S)) if wrong else None",
    "np.ones(S).reshape(3) if wrong else None",
    "expect(got - S).equals(6 - S, show=False) if False else expect(got).equals(6 + wrong * S, show=False)",
]


@pytest.mark.parametrize(
    "source", ["def f(x):\n    return -1", "def f(x):\n    return 'no'", "def f(x):\n    return None"]
)
@pytest.mark.parametrize("statement", HIDING)
def test_no_secret_is_in_the_verdict(make_proof: MakeProof, judged: Judged, statement: str, source: str) -> None:
    secret = int(np.random.default_rng(len(statement)).integers(40_000, 90_000))
    proof = make_proof(f"""
        S = {secret}

        @answer
        def f(x: int) -> int:
            \"\"\"Return something.\"\"\"
            return 2 * x

        @mistake(f, "Adds instead.")
        def adds(x):
            return x + {secret}

        @check("is right")
        def one(learner, rng):
            got = learner.f(3)
            wrong = got != 6
            {statement}
    """)
    verdict = judged(proof, source)
    assert verdict.status == "failed"
    text = json.dumps(verdict.as_dict(for_author=True))
    shown = json.dumps(verdict.as_dict())
    assert not any(str(secret + near) in shown for near in (-6, -1, 0, 1, 6))
    assert str(proof.path.parent) not in text
    assert "learner.f" not in text
    assert "2 * x" not in text
    assert proof.path.name not in shown


def test_what_an_author_is_told_is_not_what_a_learner_is_told(make_proof: MakeProof, judged: Judged) -> None:
    proof = make_proof("""
        @answer
        def f(x: int) -> int:
            \"\"\"Return something.\"\"\"
            return 2 * x

        @check("is right")
        def one(learner, rng):
            raise RuntimeError("expected 81234")
    """)
    verdict = judged(proof, "def f(x):\n    return 1")
    assert "81234" in (verdict.author_detail or "")
    assert "81234" not in json.dumps(verdict.as_dict())


def test_strange_texts_of_a_learner_s_still_make_json(make_proof: MakeProof, judged: Judged) -> None:
    proof = make_proof("""
        @answer
        def f(x: int) -> str:
            \"\"\"Return a text.\"\"\"
            return "a"

        @check("is right")
        def one(learner, rng):
            expect(learner.f(3)).equals("a")
    """)
    verdict = judged(proof, "def f(x):\n    print('\\ud800')\n    return '\\ud800'")
    text = json.dumps(verdict.as_dict(), ensure_ascii=False)
    assert text.encode("utf-8")
    assert Verdict.from_dict(json.loads(text)) == verdict


def test_hostile_values_are_failures_not_faults(centre: Proof, judged: Judged) -> None:
    hostile = [
        "10 ** 5000",
        "float('nan')",
        "x.astype(object)",
        "x.astype('complex128')",
        "x.astype('S8')",
        "np.zeros((0, 3))",
        "np.datetime64('NaT')",
        "iter([1, 2])",
        "(i for i in x)",
        "type",
        "print",
        "Ellipsis",
        "[[[[[]]]]] * 3",
        "{1: x, (2,): None}",
        "np.ma.masked_array(x)",
        "np.matrix(x)",
        "slice(None)",
        "__import__('decimal').Decimal('sNaN')",
        "Liar()",
    ]
    liar = "import numpy as np\nclass Liar(np.ndarray):\n    def __new__(cls): return np.zeros((4, 2)).view(cls)\n"
    liar += "    def __eq__(self, other): return True\n    __hash__ = None\n"
    for value in hostile:
        verdict = judged(centre, f"{liar}def centre(x):\n    return {value}\n")
        assert verdict.status == "failed", (value, verdict.author_detail)
        assert len(json.dumps(verdict.as_dict())) < 20_000


# Questions


ASKED = """
    @question(times=2)
    def doubling(rng):
        n = int(rng.integers(10, 1000))
        return ask.number(f"Twice {n}?", right=2 * n, mistakes={n * n: "That is the square."})
"""


def test_replies_are_marked(make_proof: MakeProof) -> None:
    from mlestone.proving.questions import draw

    proof = make_proof(ASKED)
    numbers = [int(question.text.split()[1].rstrip("?")) for question in draw(proof, 3).paper.questions]
    right = {str(at): str(2 * n) for at, n in enumerate(numbers, 1)}
    verdict = judge(proof, Attempt(replies=right), None, None, 3)
    assert (verdict.status, verdict.summary) == ("passed", "All 2 replies are right.")
    verdict = judge(proof, Attempt(replies=right | {"2": str(numbers[1] ** 2)}), None, None, 3)
    assert (verdict.status, verdict.summary) == ("failed", "Question 2: That is the square.")
    verdict = judge(proof, Attempt(replies=right | {"2": "1"}), None, None, 3)
    assert verdict.summary == "1 of 2 replies right; question 2 is not."
    assert judge(proof, Attempt(replies={"1": " "}), None, None, 3).status == "not_attempted"
    assert judge(proof, Attempt(), None, None, 3).status == "not_attempted"
    assert str(numbers[1] * 2) not in json.dumps(verdict.as_dict())


def test_a_broken_question_is_not_graded(make_proof: MakeProof) -> None:
    proof = make_proof("""
        @question
        def broken(rng):
            return 3
    """)
    verdict = judge(proof, Attempt(replies={"1": "2"}), None, None, 3)
    assert verdict.status == "not_graded"
    assert "returned int, which is no question" in (verdict.author_detail or "")


# Data

SENSORS = """
    @data
    def sensors(rng):
        x = rng.normal(size=40)
        return challenge(inputs=(x[:20], 3 * x[:20], x[20:]), hidden=3 * x[20:])

    @score("root mean squared error", better="lower", bar=0.5)
    def rmse(hidden, reply):
        return float(np.sqrt(np.mean((hidden - reply) ** 2)))

    @baseline("predicts the mean of the training values")
    def always_mean(x, y, new):
        return np.full(len(new), y.mean())

    @answer
    def predict(x: np.ndarray, y: np.ndarray, new: np.ndarray) -> np.ndarray:
        \"\"\"Predict y for new x.\"\"\"
        return new * (x @ y) / (x @ x)

    @mistake(predict, "The sign is lost.")
    def without_sign(x, y, new):
        return np.abs(new * (x @ y) / (x @ x))

    @mistake(predict, "It raises.")
    def raising(x, y, new):
        return 1 / 0

    @check("predicts one value for each new row")
    def one_each(learner, rng):
        expect(learner.predict(np.ones(3), np.ones(3), np.ones(4))).has_shape(4)
"""


@pytest.fixture
def sensors(make_proof: MakeProof) -> Proof:
    return make_proof(SENSORS)


def predicting(expression: str) -> str:
    return f"import numpy as np\ndef predict(x, y, new):\n    return {expression}\n"


def test_a_reply_that_reaches_the_bar_passes(sensors: Proof, judged: Judged) -> None:
    verdict = judged(sensors, predicting("2.9 * new if len(new) > 4 else np.ones(4)"))
    assert verdict.status == "passed"
    score = verdict.score
    assert score is not None
    assert score.value is not None
    assert (score.metric, score.better) == ("root mean squared error", "lower")
    assert score.reference < score.value < score.bar < score.baseline
    assert verdict.summary.startswith("Root mean squared error 0.")
    assert verdict.checks[-1].sentence == "root mean squared error: reaches the bar"


def test_the_baseline_misses_the_bar_and_is_told_apart(sensors: Proof, judged: Judged) -> None:
    verdict = judged(sensors, predicting("np.full(len(new), y.mean())"))
    assert verdict.status == "failed"
    assert verdict.score is not None
    assert verdict.score.value == pytest.approx(verdict.score.baseline)
    assert verdict.checks[-1].note == "That is the baseline's score: it predicts the mean of the training values."
    assert (verdict.checks[-1].difference or "").startswith("root mean squared error is ")


def test_a_mistake_is_recognised_by_its_reply_or_score(sensors: Proof, judged: Judged) -> None:
    verdict = judged(sensors, predicting("np.abs(3.0 * new)"))
    assert verdict.mistake is not None
    assert verdict.mistake.name == "without_sign"
    assert verdict.summary == "The sign is lost."


TAKING_TIME = """
    import time

    from mlestone.proving import helper

    @helper
    def after(seconds, reply):
        end = time.process_time() + seconds
        while time.process_time() < end:
            sum(range(10_000))
        return reply
"""


def test_a_mistake_may_take_its_time_where_the_answer_does(make_proof: MakeProof, judged: Judged) -> None:
    right, wrong = "new * (x @ y) / (x @ x)", "np.abs(new * (x @ y) / (x @ x))"
    slow = SENSORS.replace(f"return {right}", f"return after(0.05, {right})")
    slow = slow.replace(f"return {wrong}", f"return after(0.5, {wrong})")
    verdict = judged(make_proof(TAKING_TIME + slow), predicting("np.abs(3.0 * new)"))
    assert verdict.mistake is not None
    assert verdict.mistake.name == "without_sign"


FORMS = [
    ("(3.0 * new)[:, None] if len(new) > 4 else np.ones(4)", "shape is (20, 1), expected (20,)"),
    ("list(new) if len(new) > 4 else np.ones(4)", "is a list, expected an array"),
    ("None if len(new) > 4 else np.ones(4)", "is None, expected an array"),
    (
        "np.where(new > 0, np.nan, new) if len(new) > 4 else np.ones(4)",
        " of 20 values not finite: the first is at [",
    ),
    ("new.astype(str) if len(new) > 4 else np.ones(4)", "it holds texts, expected numbers"),
    ("np.full(20, 1e200) if len(new) > 4 else np.ones(4)", "the reply's root mean squared error is inf"),
]


@pytest.mark.parametrize(("expression", "text"), FORMS)
def test_a_reply_of_another_form_is_a_failure_in_words(
    sensors: Proof, judged: Judged, expression: str, text: str
) -> None:
    verdict = judged(sensors, predicting(expression))
    assert verdict.status == "failed", verdict.author_detail
    assert text in (verdict.checks[-1].difference or "")
    assert verdict.score is not None
    assert verdict.score.value is None


def test_the_challenge_waits_for_the_checks(sensors: Proof, judged: Judged) -> None:
    verdict = judged(sensors, predicting("3.0 * new[:2]"))
    assert [check.status for check in verdict.checks] == ["failed", "not_run"]
    assert verdict.score is None


def test_an_exception_in_the_challenge_is_the_learner_s(sensors: Proof, judged: Judged) -> None:
    verdict = judged(sensors, predicting("np.ones(4) if len(new) == 4 else 1 / 0"))
    assert verdict.status == "failed"
    assert verdict.checks[-1].trouble is not None
    assert verdict.checks[-1].trouble.line == 3


def test_hidden_values_never_reach_the_learner(sensors: Proof) -> None:
    seen: list[bytes] = []

    class Recording(Loopback):
        def request(self, payload: bytes, call_back: Callable[[bytes], bytes]) -> bytes:
            seen.append(payload)
            return super().request(payload, call_back)

    verdict = judge(sensors, Attempt(RIGHT), Recording({"predict": lambda x, y, new: 0.5 * new}), None, 1)
    assert verdict.status == "failed"
    assert sensors.challenge is not None
    hidden = sensors.challenge.draw(np.random.default_rng([1, 1])).hidden
    assert not any(hidden[:2].tobytes() in payload for payload in seen)


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        ("return float(np.sqrt", "return 1 / 0 + float(np.sqrt", "ZeroDivisionError"),
        ("return challenge(", "return (", "SyntaxError"),
        ("rng.normal(size=40)", "rng.normall(size=40)", "AttributeError"),
        ("y.mean())", "3.0) * new", "UnfairBar"),
    ],
)
def test_a_broken_challenge_is_not_graded(make_proof: MakeProof, judged: Judged, old: str, new: str, text: str) -> None:
    if text == "SyntaxError":
        old, new, text = (
            "return challenge(inputs=(x[:20], 3 * x[:20], x[20:]), hidden=3 * x[20:])",
            "return 3",
            "TypeError",
        )
    if text == "UnfairBar":
        old, new = "np.full(len(new), y.mean())", "new * 3"
    verdict = judged(make_proof(SENSORS.replace(old, new)), predicting("np.ones(len(new))"))
    assert verdict.status == "not_graded"
    assert text in (verdict.author_detail or "")


def test_a_debug_proof_starts_from_a_bug_and_passes_when_mended(make_proof: MakeProof, judged: Judged) -> None:
    proof = make_proof("""
        from mlestone.proving import bug

        @answer
        def total(x: list) -> int:
            \"\"\"Return the sum.\"\"\"
            return sum(x)

        @bug(total, "The last one is left out.")
        def leaves_the_last_out(x):
            return sum(x[:-1])

        @check("adds up")
        def adds(learner, rng):
            expect(learner.total([1, 2, 3])).equals(6)
    """)
    assert proof.kind == "debug"
    assert judged(proof, proof.sheet.starter).status == "not_attempted"
    assert judged(proof, "def total(x):\n    return sum(x)").status == "passed"
    verdict = judged(proof, "def total(x):\n    # changed\n    y = x[:-1]\n    return sum(y)")
    assert verdict.mistake is not None
    assert verdict.mistake.sentence == "The last one is left out."
