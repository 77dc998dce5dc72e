"""The far end, asked directly: each request of the protocol, and what comes of learners' exceptions."""

import linecache
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from mlestone.wire.codec import Malformed
from mlestone.wire.servant import Servant, asks_back
from mlestone.wire.trouble import Trouble
from mlestone.wire.values import Function, Handle, pack, unpack

SOURCE = '''
import math
from collections import Counter
RATE = 0.5
_hidden = 1

def double(x):
    """Twice as much."""
    return 2 * x

def add_one(numbers, *, by=1):
    numbers.append(by)
    return numbers

def divide(a, b):
    quotient = a / b
    return quotient

def wrapped(a):
    try:
        divide(a, 0)
    except ZeroDivisionError as error:
        raise ValueError("no quotient") from error

def endless(n):
    return endless(n + 1)

def leave():
    raise SystemExit(3)

def several():
    raise ExceptionGroup("two", [KeyError("k"), ValueError("v")])

class Mute(Exception):
    def __str__(self):
        raise RuntimeError("no words")

def mute():
    raise Mute

class Forger(Exception):
    __traceback__ = property(lambda self: None)
    __cause__ = property(lambda self: self)

def forge():
    raise Forger("x" * 5_000)

class Account:
    def __init__(self, owner):
        self.owner = owner
    def __repr__(self):
        return f"Account({self.owner!r})"
    def __len__(self):
        return 3
    def __getitem__(self, key):
        return key * 2
    @property
    def broken(self):
        return self.missing
    @property
    def strict(self):
        raise ValueError("closed")

class Loud:
    def __repr__(self):
        raise SystemExit

class Slow:
    def __repr__(self):
        while True:
            try:
                pass
            except Exception:
                pass

class Long:
    def __repr__(self):
        return "long " * 1_000

def count(n):
    yield from range(n)

def failing():
    yield 1
    raise KeyError("second")

async def fetch(n):
    return n + 1

async def stream():
    yield 1
    yield 2

def ring():
    a = []
    a.append(a)
    return a

def apply(f, *args, **kwargs):
    return f(*args, **kwargs)

def guarded(f):
    try:
        return f()
    except ValueError as error:
        return f"caught {error}"

def same(f):
    return f
'''


class Far:
    """A servant with its requests spelled as calls."""

    def __init__(self, call_back: Callable[[bytes], bytes] | None = None, source: str = SOURCE) -> None:
        namespace: dict[str, Any] = {"__name__": "answer"}
        exec(compile(source, "answer.py", "exec"), namespace)
        self.servant = Servant(namespace, call_back, source=source)

    def ask(self, *request: object) -> list[Any]:
        reply = unpack(self.servant.answer(pack(list(request))))
        assert isinstance(reply, list)
        return reply

    def value(self, *request: object) -> Any:
        reply = self.ask(*request)
        assert reply[0] == "value", reply
        return reply[1]

    def call(self, name: object, *args: object, **kwargs: object) -> Any:
        return self.value("call", [name] if not isinstance(name, list) else name, list(args), kwargs, False, False)

    def trouble(self, name: str, *args: object) -> Trouble:
        reply = self.ask("call", [name], list(args), {}, False, False)
        assert reply[0] == "raised", reply
        return Trouble.from_plain(reply[1])


@pytest.fixture
def far() -> Far:
    return Far()


def test_a_call_answers_with_the_value(far: Far) -> None:
    assert far.ask("call", ["double"], [3], {}, False, False) == ["value", 6, {}]
    assert far.call("add_one", [1], by=5) == [1, 5]


def test_keep_answers_with_a_handle_whatever_it_is(far: Far) -> None:
    handle = far.value("call", ["double"], [3], {}, True, False)
    assert handle == Handle(1, "int", "6", callable=False, kind="object")
    assert far.value("op", "add", [handle, 1]) == 7


def test_watch_tells_which_arguments_were_changed(far: Far) -> None:
    def changed(name: str, *args: object, **kwargs: object) -> list[str]:
        labels: list[str] = far.ask("call", [name], list(args), kwargs, False, True)[2]["changed"]
        return labels

    assert changed("add_one", [1, 2]) == ["0"]
    assert changed("double", [1, 2]) == []
    scale = "def scale(x, *, y):\n    x *= 2\n    y['a'] = object()\n    return x\n"
    reply = Far(source=scale).ask("call", ["scale"], [np.ones(3)], {"y": {}}, False, True)
    assert reply[2]["changed"] == ["0", "y"]
    still = "def draw(rng, x):\n    x += 0\n    return rng.normal()\n"
    reply = Far(source=still).ask("call", ["draw"], [np.random.default_rng(1), np.ones(2)], {}, False, True)
    assert reply[2]["changed"] == []


def test_arguments_are_fresh_for_every_call(far: Far) -> None:
    request = pack(["call", ["add_one"], [[1]], {}, False, False])
    assert far.servant.answer(request) == far.servant.answer(request)


def test_values_functions_and_classes_are_got_by_name(far: Far) -> None:
    assert far.value("get", ["RATE"]) == 0.5
    assert far.value("get", ["double"]).kind == "function"
    assert far.value("get", ["Account"]).kind == "type"
    assert far.value("get", ["math", "pi"]) == 3.141592653589793


def test_names_are_those_the_module_made_itself(far: Far) -> None:
    names = far.value("names")
    assert {"RATE", "double", "Account"} <= set(names)
    assert not {"math", "Counter", "_hidden", "__name__"} & set(names)


def test_a_name_that_is_not_there_is_lacking(far: Far) -> None:
    assert far.ask("get", ["doble"]) == ["lacks", "doble", ["double"], ""]
    assert far.ask("call", ["nothing"], [], {}, False, False) == ["lacks", "nothing", [], ""]
    account = far.call("Account", "Alice")
    assert far.ask("get", [account.id, "ownr"]) == ["lacks", "ownr", ["owner"], "Account"]


def test_an_attribute_error_inside_a_property_is_the_learner_s(far: Far) -> None:
    account = far.call("Account", "Alice")
    assert Trouble.from_plain(far.ask("get", [account.id, "broken"])[1]).type == "AttributeError"
    assert Trouble.from_plain(far.ask("get", [account.id, "strict"])[1]).message == "closed"


def test_objects_stay_and_are_reached_by_their_handle(far: Far) -> None:
    account = far.call("Account", "Alice")
    assert account == Handle(1, "Account", "Account('Alice')", callable=False, kind="object")
    assert far.value("get", [account.id, "owner"]) == "Alice"
    assert far.value("set", [account.id], "owner", "Bob") is None
    assert far.value("get", [account.id, "owner"]) == "Bob"
    assert far.value("len", [account.id]) == 3
    assert far.value("item", [account.id], 4) == 8
    assert far.value("has", [account.id], "owner") is True
    assert far.value("has", [account.id], "nope") is False
    assert far.value("has", [], "double") is True
    assert far.call([account.id, "__getitem__"], "ab") == "abab"
    assert far.call("double", [account]) == [account, account]


def test_an_object_keeps_its_number_until_it_is_dropped(far: Far) -> None:
    account = far.call("Account", "Alice")
    assert far.call("same", account) == account
    assert far.value("drop", [account.id, 99]) is None
    with pytest.raises(Malformed, match="nothing is held under the number 1"):
        far.ask("get", [account.id, "owner"])


def test_a_global_can_be_set(far: Far) -> None:
    far.ask("set", [], "RATE", 2)
    assert far.value("get", ["RATE"]) == 2


def test_a_value_can_be_put_and_a_function_kept(far: Far) -> None:
    numbers = far.value("put", [1, 2])
    assert far.call("add_one", numbers) == [1, 2, 1]
    assert far.call("apply", far.value("keep", ["double"]), 4) == 8


def test_iterators_are_driven_one_by_one(far: Far) -> None:
    numbers = far.call("count", 2)
    assert numbers.kind == "iterator"
    replies = [far.ask("next", numbers.id) for _ in range(3)]
    assert replies == [["value", 0, {}], ["value", 1, {}], ["stop", {}]]
    account = far.value("iter", [far.value("put", [7]).id])
    assert far.value("next", account.id) == 7


def test_an_iterator_that_raises_is_trouble(far: Far) -> None:
    failing = far.call("failing")
    far.ask("next", failing.id)
    trouble = Trouble.from_plain(far.ask("next", failing.id)[1])
    assert (trouble.type, trouble.code) == ("KeyError", 'raise KeyError("second")')


def test_coroutines_are_run_when_asked(far: Far) -> None:
    coroutine = far.call("fetch", 4)
    assert coroutine.kind == "coroutine"
    assert far.value("await", [coroutine.id]) == 5
    assert far.value("await", [far.call("stream").id]) == [1, 2]


def test_a_signature_is_told_in_parts(far: Far) -> None:
    text, parameters = far.value("signature", ["add_one"])
    assert text == "(numbers, *, by=1)"
    assert parameters == [["numbers", "positional_or_keyword", False], ["by", "keyword_only", True]]


def test_a_docstring_is_told(far: Far) -> None:
    assert far.value("doc", ["double"]) == "Twice as much."
    assert far.value("doc", ["divide"]) == ""


@pytest.mark.parametrize(
    ("name", "operands", "result"),
    [
        ("add", [1, 2], 3),
        ("matmul", [np.eye(2), np.ones(2)], [1.0, 1.0]),
        ("contains", [[1], 1], True),
        ("truth", [[]], False),
        ("round", [2.567, 1], 2.6),
    ],
)
def test_operators_work_on_whatever_is_given(far: Far, name: str, operands: list[Any], result: object) -> None:
    assert np.array_equal(far.value("op", name, operands), result)  # type: ignore[arg-type]


def test_a_result_that_holds_itself_stays(far: Far) -> None:
    assert far.call("ring") == Handle(1, "list", "[[...]]", callable=False, kind="object")


@pytest.mark.parametrize(
    ("name", "text"), [("Loud", "<Loud>"), ("Slow", "<Slow>"), ("Long", ("long " * 50)[:199] + "…")]
)
def test_a_handle_s_text_is_short_whatever_repr_does(far: Far, name: str, text: str) -> None:
    assert far.call(name).text == text


def test_a_handle_s_text_holds_no_address(far: Far) -> None:
    assert far.value("get", ["double"]).text == "<function double>"
    assert far.value("keep", ["RATE", "__add__"]).text == "<method-wrapper '__add__' of float>"
    assert far.call("count", 2).text == "<generator object count>"


# Exceptions


def test_trouble_has_the_learner_s_own_line(far: Far) -> None:
    trouble = far.trouble("divide", 1, 0)
    assert trouble.type == "ZeroDivisionError"
    assert trouble.bases == ("ZeroDivisionError", "ArithmeticError", "Exception", "BaseException")
    assert trouble.message == "division by zero"
    assert trouble.code == "quotient = a / b"
    assert trouble.line == SOURCE.splitlines().index("    quotient = a / b") + 1
    assert trouble.lines == (trouble.line,)
    assert trouble.is_a("ArithmeticError")


def test_trouble_tells_its_cause(far: Far) -> None:
    trouble = far.trouble("wrapped", 1)
    assert (trouble.type, trouble.message) == ("ValueError", "no quotient")
    assert trouble.cause is not None
    assert (trouble.cause.type, trouble.cause.code) == ("ZeroDivisionError", "quotient = a / b")
    assert len(trouble.cause.lines) == 2


def test_a_call_with_wrong_arguments_has_no_line(far: Far) -> None:
    trouble = far.trouble("divide", 1)
    assert trouble.message == "divide() missing 1 required positional argument: 'b'"
    assert (trouble.line, trouble.code, trouble.lines) == (None, "", ())


def test_endless_recursion_is_trouble_with_a_bounded_account(far: Far) -> None:
    trouble = far.trouble("endless", 0)
    assert trouble.type == "RecursionError"
    assert trouble.code == "return endless(n + 1)"
    assert len(trouble.lines) == 50
    assert far.call("double", 1) == 2


def test_leaving_the_program_is_trouble(far: Far) -> None:
    assert far.trouble("leave").type == "SystemExit"
    assert far.trouble("leave").message == "3"


def test_a_group_of_exceptions_tells_its_first(far: Far) -> None:
    trouble = far.trouble("several")
    assert trouble.type == "ExceptionGroup"
    assert trouble.cause is not None
    assert trouble.cause.type == "KeyError"


def test_an_exception_that_has_no_words_or_lies_is_told_all_the_same(far: Far) -> None:
    assert (far.trouble("mute").type, far.trouble("mute").message) == ("Mute", "")
    forged = far.trouble("forge")
    assert forged.code == 'raise Forger("x" * 5_000)'
    assert len(forged.message) == 1_000
    assert forged.cause is None


def test_a_syntax_error_in_the_learner_s_source_has_its_line() -> None:
    source = "x = 1\ny = = 2\n"
    with pytest.raises(SyntaxError) as caught:
        compile(source, "answer.py", "exec")
    trouble = Servant({}, source=source).trouble(caught.value)
    assert (trouble.type, trouble.line, trouble.code) == ("SyntaxError", 2, "y = = 2")
    assert trouble.message == "invalid syntax"


def test_the_learner_s_source_is_known_to_tracebacks(far: Far) -> None:
    assert linecache.getline("answer.py", 4).strip() == "RATE = 0.5"


def test_trouble_survives_the_way_as_plain_data(far: Far) -> None:
    trouble = far.trouble("wrapped", 1)
    assert Trouble.from_plain(trouble.as_dict()) == trouble


@pytest.mark.parametrize(
    "change",
    [
        {"type": 5},
        {"bases": "Exception"},
        {"bases": ["x"] * 100},
        {"bases": [1]},
        {"line": "7"},
        {"lines": ["7"]},
        {"lines": list(range(100))},
        {"cause": "unknown"},
        {"message": None},
    ],
)
def test_a_false_account_of_trouble_is_malformed(far: Far, change: dict[str, object]) -> None:
    with pytest.raises(Malformed):
        Trouble.from_plain(far.trouble("divide", 1, 0).as_dict() | change)
    with pytest.raises(Malformed):
        Trouble.from_plain([])


def test_a_long_chain_of_causes_is_cut() -> None:
    account: dict[str, Any] = {"type": "E", "bases": ["E"], "message": "", "line": None, "code": "", "lines": []}
    account["cause"] = None
    for _ in range(50):
        account = account | {"cause": account}
    depth, trouble = 0, Trouble.from_plain(account)
    while trouble.cause is not None:
        depth, trouble = depth + 1, trouble.cause
    assert depth == 4


# Call backs


def answering(*answers: object) -> tuple[list[Any], Callable[[bytes], bytes]]:
    """A near end that gives these answers one after another, and what it was asked."""
    asked: list[Any] = []
    waiting = list(answers)

    def call_back(message: bytes) -> bytes:
        asked.append(unpack(message))
        return pack(waiting.pop(0))

    return asked, call_back


def test_a_function_of_the_checker_s_is_called_back() -> None:
    asked, call_back = answering(["value", 42])
    assert Far(call_back).call("apply", Function(7, "loss"), 1, y=[2]) == 42
    assert asked == [["call back", 7, [1], {"y": [2]}]]


def test_call_backs_are_told_from_replies_by_their_beginning(far: Far) -> None:
    assert asks_back(pack(["call back", 1, [], {}]))
    assert not asks_back(far.servant.answer(pack(["get", ["RATE"]])))


def test_what_the_checker_s_function_raises_can_be_caught() -> None:
    _, call_back = answering(["raised", "ValueError", "too big"])
    assert Far(call_back).call("guarded", Function(1, "f")) == "caught too big"


@pytest.mark.parametrize(
    ("name", "raised", "message"),
    [
        ("KeyError", "KeyError", "'no'"),
        ("UnicodeDecodeError", "RuntimeError", "UnicodeDecodeError: no"),
        ("SystemExit", "RuntimeError", "SystemExit: no"),
        ("Unheard", "RuntimeError", "Unheard: no"),
        ("print", "RuntimeError", "print: no"),
    ],
)
def test_what_the_checker_s_function_raises_arrives_as_a_built_in_exception(
    name: str, raised: str, message: str
) -> None:
    _, call_back = answering(["raised", name, "no"])
    trouble = Far(call_back).trouble("apply", Function(1, "f"))
    assert (trouble.type, trouble.message) == (raised, message)
    assert trouble.code == "return f(*args, **kwargs)"


def test_the_near_end_may_ask_something_before_it_answers() -> None:
    asked, call_back = answering(["call", ["double"], [21], {}, False, False], ["value", "done"])
    assert Far(call_back).call("apply", Function(1, "f")) == "done"
    assert asked == [["call back", 1, [], {}], ["value", 42, {}]]


def test_an_iterator_of_the_checker_s_is_drawn_from() -> None:
    source = "def total(it):\n    return sum(it)\n"
    asked, call_back = answering(["value", 1], ["value", 2], ["raised", "StopIteration", ""])
    assert Far(call_back, source).call("total", Function(3, "numbers", iterator=True)) == 3
    assert asked == [["call back", 3, [], {}]] * 3


def test_a_function_of_the_checker_s_returns_as_itself(far: Far) -> None:
    assert far.call("same", Function(4, "loss")) == Function(4, "loss")
    assert far.value("get", ["double"]).kind == "function"


def test_without_a_near_end_a_function_cannot_be_called(far: Far) -> None:
    assert far.trouble("apply", Function(1, "loss")).message == "loss cannot be called from here"


def test_an_argument_that_cannot_travel_back_goes_as_a_handle() -> None:
    asked, call_back = answering(["value", None])
    source = "def give(f):\n    a = []\n    a.append(a)\n    f(a, b=1)\n"
    Far(call_back, source).call("give", Function(1, "f"))
    assert asked[0][2][0].type == "list"


# Leaving a with block


def test_a_with_block_is_left_with_or_without_an_exception() -> None:
    source = (
        "class Guard:\n"
        "    def __exit__(self, kind, error, traceback):\n"
        "        self.seen = None if kind is None else (kind.__name__, str(error))\n"
        "        return kind is ValueError\n"
    )
    far = Far(source=source)
    guard = far.value("call", ["Guard"], [], {}, True, False)
    assert far.value("exit", [guard.id], "ValueError", "x") is True
    assert far.value("get", [guard.id, "seen"]) == ("ValueError", "x")
    assert far.value("exit", [guard.id], "KeyError", "x") is False
    assert far.value("exit", [guard.id], None, "") is False
    assert far.value("get", [guard.id, "seen"]) is None


@pytest.mark.parametrize(
    "request_",
    [5, [], ["sing"], [["call"]], ["call", ["double"]], ["op", "system", []], ["next", "x"]],
    ids=repr,
)
def test_what_is_no_request_is_malformed(far: Far, request_: object) -> None:
    with pytest.raises(Malformed):
        far.servant.answer(pack(request_))
