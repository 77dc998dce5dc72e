"""Calls over gRPC, to a real server of the kit `serving`, behind all walls."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mlestone.base.ids import KitName, ProofId
from mlestone.engine.engine import Engine
from mlestone.engine.job import Job
from mlestone.engine.labs.limits import limits_of
from mlestone.proving.labs import bundle
from mlestone.proving.labs.folder import read_lab
from mlestone.proving.verdict import Verdict

from .conftest import one_check, write_lab

pytestmark = pytest.mark.skipif(not Path("/proc").exists(), reason="machines are made of Linux")

SERVER = '''"""An iris classifier over gRPC."""

import json
import time
from concurrent.futures import ThreadPoolExecutor

import grpc
from google.protobuf.wrappers_pb2 import Int32Value, StringValue

SPECIES = ["setosa", "versicolor", "virginica"]


def name(asked, context):
    if not 0 <= asked.value < 3:
        context.abort(grpc.StatusCode.NOT_FOUND, f"there is no species {asked.value}")
    caller = dict(context.invocation_metadata()).get("caller", "nobody")
    # [answer] Answer with the species' name, and who asked.
    return StringValue(value=f"{SPECIES[asked.value]} for {caller}")
    # [/answer]


def names(asked, context):
    for number in range(asked.value):
        yield StringValue(value=SPECIES[number % 3] * (1 if asked.value < 1_000_000_000 else 100_000))
    if asked.value > 5:
        context.abort(grpc.StatusCode.RESOURCE_EXHAUSTED, "no more than five")


def total(numbers, context):
    return Int32Value(value=sum(number.value for number in numbers))


def add(asked, context):
    return {"sum": asked["a"] + asked["b"]}


def sleep(asked, context):
    time.sleep(30)


def crash(asked, context):
    import os
    os._exit(3)


def handler(kind, function, reads=Int32Value.FromString, writes=lambda message: message.SerializeToString()):
    return getattr(grpc, f"{kind}_rpc_method_handler")(function, reads, writes)


handlers = {
    "Name": handler("unary_unary", name),
    "Names": handler("unary_stream", names),
    "Total": handler("stream_unary", total),
    "Add": handler("unary_unary", add, json.loads, lambda plain: json.dumps(plain).encode()),
    "Sleep": handler("unary_unary", sleep),
    "Crash": handler("unary_unary", crash),
}
server = grpc.server(ThreadPoolExecutor(4))
server.add_generic_rpc_handlers([grpc.method_handlers_generic_handler("iris.Species", handlers)])
server.add_insecure_port("127.0.0.1:50051")
server.start()
server.wait_for_termination()
'''

CHECKS = '''"""Species over gRPC

Write `server.py`.
"""
import json

from google.protobuf.wrappers_pb2 import Int32Value, StringValue

from mlestone.proving import check, expect, limits

limits(seconds=100)


def species(lab):
    return lab.server("python server.py", port=50051, seconds=60)


def number(value):
    return Int32Value(value=value)


def texts(called):
    return [message.value for message in called.messages]


@check("a unary call")
def unary(lab, rng):
    got = species(lab).grpc("iris.Species/Name", number(2), reads=StringValue.FromString, metadata={"caller": "ada"})
    expect(got.status).equals("OK")
    expect(got.message.value).equals("virginica for ada")


@check("an error as a value")
def error(lab, rng):
    got = species(lab).grpc("iris.Species/Name", number(7), reads=StringValue.FromString)
    expect(got.status).equals("NOT_FOUND")
    expect(got.details).equals("there is no species 7")
    expect(species(lab).grpc("iris.Species/Nothing", b"").status).equals("UNIMPLEMENTED")


@check("a stream of answers, whole, with an error at its end, and left early")
def stream(lab, rng):
    names = "iris.Species/Names"
    got = species(lab).grpc(names, number(4), reads=StringValue.FromString)
    expect([got.status, *texts(got)]).equals(["OK", "setosa", "versicolor", "virginica", "setosa"])
    got = species(lab).grpc(names, number(6), reads=StringValue.FromString)
    expect([got.status, len(got.messages)]).equals(["RESOURCE_EXHAUSTED", 6])
    got = species(lab).grpc(names, number(1_000_000), reads=StringValue.FromString, most=2)
    expect([got.status, *texts(got)]).equals(["CANCELLED", "setosa", "versicolor"])


@check("a stream of questions")
def questions(lab, rng):
    got = species(lab).grpc("iris.Species/Total", number(1), number(2), number(39), reads=Int32Value.FromString)
    expect(got.message.value).equals(42)


@check("messages of another kind")
def plain(lab, rng):
    got = species(lab).grpc("iris.Species/Add", json.dumps({"a": 1, "b": 2}).encode(), reads=json.loads)
    expect(got.message).equals({"sum": 3})
    expect(species(lab).grpc("iris.Species/Add", b'{"a": 1, "b": 2}').message).equals(b'{"sum": 3}')


@check("a deadline")
def deadline(lab, rng):
    expect(species(lab).grpc("iris.Species/Sleep", b"", seconds=0.3).status).equals("DEADLINE_EXCEEDED")


@check("after a crash, and a new start")
def again(lab, rng):
    species(lab).restart()
    expect(species(lab).grpc("iris.Species/Name", number(0), reads=StringValue.FromString).status).equals("OK")
    expect(species(lab).outside.grpc("iris.Species/Name", number(0)).status).equals("UNAVAILABLE")
'''

ASKS = """
from google.protobuf.wrappers_pb2 import Int32Value
server = lab.server("python server.py", port=50051, seconds=60)
server.grpc("iris.Species/{method}", Int32Value(value={value}), reads={reads}){then}
"""


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine() as engine:
        yield engine


def played(engine: Engine, lab: Path, kit: str = "serving", **files: str) -> Verdict:
    theirs = {f"{name}.py": text.encode() for name, text in files.items()}
    given = bundle.pack({"touched": b"", **read_lab(lab).answer, **theirs})
    return engine.grade(Job(ProofId("a/b"), lab, KitName(kit), 7, given, limits=limits_of(lab))).verdict


def test_all_four_kinds_of_calls_and_what_can_come_of_them(engine: Engine, tmp_path: Path) -> None:
    lab = write_lab(tmp_path / "species", CHECKS, {"server.py": SERVER})
    verdict = played(engine, lab)
    assert verdict.passed, [(check.sentence, check.difference) for check in verdict.checks] + [verdict.author_detail]


@pytest.mark.parametrize(
    ("method", "value", "reads", "then", "said"),
    [
        ("Name", 9, "bytes", ".message", "Name ended with the status NOT_FOUND: there is no species 9"),
        ("Names", 2, "bytes", ".message", "Names brought 2 messages, not one"),
        ("Name", 1, "__import__('json').loads", "", "Name brought cannot be read (JSONDecodeError)"),
        ("Names", 1_000_000_000, "bytes", "", "Names brings more than 8 MiB"),
        ("Crash", 1, "bytes", "", "Crash found nobody; `python server.py` ended with exit code 3"),
    ],
)
def test_what_is_no_answer_fails_the_check_in_words(
    engine: Engine, tmp_path: Path, method: str, value: int, reads: str, then: str, said: str
) -> None:
    lab = one_check(tmp_path / "asks", ASKS.format(method=method, value=value, reads=reads, then=then))
    verdict = played(engine, lab, server=SERVER)
    assert verdict.status == "failed", verdict
    assert said in str(verdict.checks[0].difference)
    assert f"iris.Species/{method}(value: {value})" in str(verdict.checks[0].call)


def test_a_kit_without_grpc_is_the_author_s_fault(engine: Engine, tmp_path: Path) -> None:
    lab = one_check(
        tmp_path / "asks", 'lab.server("python -m http.server 8000", port=8000).grpc("iris.Species/Name", b"")'
    )
    verdict = played(engine, lab, kit="core")
    assert verdict.status == "not_graded"
    assert "This kit has no grpcio" in str(verdict.author_detail)
