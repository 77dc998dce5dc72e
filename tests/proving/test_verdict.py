"""The verdict as plain data: what it looks like, that it comes back, that its schema is the published one."""

import json
from pathlib import Path
from typing import Any

import pytest

from mlestone.proving.record import BadRecord
from mlestone.proving.shown import Shown
from mlestone.proving.verdict import (
    CheckResult,
    Recognised,
    Reply,
    Score,
    Trouble,
    Verdict,
    verdict_schema,
)

DOCS = Path(__file__).parents[2] / "docs"

MISTAKE = Recognised("wrong_axis", "Rows and columns are swapped.", "f")
FULL = Verdict(
    proof="numpy-shapes/axis-statistics",
    kind="code",
    status="failed",
    seed=7,
    content="0123456789abcdef",
    summary="Rows and columns are swapped.",
    mistake=MISTAKE,
    checks=(
        CheckResult("adds", "passed"),
        CheckResult(
            "agrees",
            "failed",
            call="f(array([1.0]), 0)",
            got=Shown("array([1.0])", "ndarray", (1,), "float64"),
            expected=Shown("a number from 0 to 1"),
            difference="first differs",
            trouble=Trouble("ValueError", "bad", 3, "raise ValueError('bad')"),
            mistake=MISTAKE,
            printed="hello\n",
            note="note",
        ),
        CheckResult("is quick", "not_run"),
    ),
    score=Score("accuracy", "higher", None, 0.9, 0.5, 1.0),
    replies=(Reply("1", right=False, got="3", sentence="No."),),
    trouble=Trouble("SyntaxError", "invalid syntax", 1, "def"),
    limit="time",
    printed="imported\n",
    author_detail="proof.py:12: KeyError: 'a'",
)
SPARE = Verdict("s/p", "code", "passed", 0, "c", "All checks passed.")


def conforms(data: Any, schema: Any, root: Any) -> bool:
    """The few words of JSON Schema that ours uses."""
    if "$ref" in schema:
        return conforms(data, root["$defs"][schema["$ref"].removeprefix("#/$defs/")], root)
    if "anyOf" in schema:
        return any(conforms(data, option, root) for option in schema["anyOf"])
    if "enum" in schema or "const" in schema:
        return data in schema.get("enum", [schema.get("const")])
    if schema["type"] == "array":
        return isinstance(data, list) and all(conforms(element, schema["items"], root) for element in data)
    if schema["type"] == "object":
        return (
            isinstance(data, dict)
            and set(schema["required"]) <= set(data)
            and all(conforms(data[name], part, root) for name, part in schema["properties"].items())
        )
    kinds: dict[str, Any] = {"string": str, "integer": int, "number": (int, float), "boolean": bool}
    if schema["type"] == "null":
        return data is None
    return isinstance(data, kinds[schema["type"]]) and (schema["type"] == "boolean" or not isinstance(data, bool))


@pytest.mark.parametrize("verdict", [FULL, SPARE])
def test_a_verdict_comes_back_from_json(verdict: Verdict) -> None:
    text = json.dumps(verdict.as_dict(for_author=True), allow_nan=False)
    assert Verdict.from_dict(json.loads(text)) == verdict
    assert Verdict.from_dict(json.loads(json.dumps(verdict.as_dict()))) == verdict.for_learner()


@pytest.mark.parametrize("verdict", [FULL, SPARE])
def test_a_verdict_conforms_to_its_schema(verdict: Verdict) -> None:
    schema = verdict_schema()
    data = json.loads(json.dumps(verdict.as_dict()))
    assert conforms(data, schema, schema)
    assert set(data) == set(schema["properties"])
    assert not conforms(data | {"status": "great"}, schema, schema)
    assert not conforms(data | {"checks": [{}]}, schema, schema)


def test_the_schema_comes_first_and_its_version_is_1() -> None:
    assert next(iter(FULL.as_dict().items())) == ("schema", 1)


def test_what_is_for_the_author_is_only_given_when_asked_for() -> None:
    assert "author_detail" not in FULL.as_dict()
    assert "KeyError" not in json.dumps(FULL.as_dict())
    assert FULL.as_dict(for_author=True)["author_detail"] == "proof.py:12: KeyError: 'a'"


def test_unknown_fields_are_ignored_and_other_schemas_refused() -> None:
    assert Verdict.from_dict(SPARE.as_dict() | {"badge": "gold"}) == SPARE
    with pytest.raises(BadRecord, match=r"This verdict has schema 2; this MLestone reads schema 1\."):
        Verdict.from_dict(SPARE.as_dict() | {"schema": 2})


BROKEN: list[tuple[object, str]] = [
    ([], "Verdict: expected an object, got list"),
    ({}, "proof is missing"),
    (SPARE.as_dict() | {"seed": "7"}, "seed: expected integer, got str"),
    (SPARE.as_dict() | {"seed": True}, "seed: expected integer, got bool"),
    (SPARE.as_dict() | {"status": "great"}, "status: 'great' is none of 'passed', 'failed'"),
    (SPARE.as_dict() | {"checks": 3}, "checks: expected a list, got int"),
    (SPARE.as_dict() | {"checks": [{"sentence": "a"}]}, "checks[0].status is missing"),
    (FULL.as_dict() | {"score": {**FULL.as_dict()["score"], "bar": float("nan")}}, "score.bar: nan is not a"),
]


@pytest.mark.parametrize(("data", "message"), BROKEN)
def test_data_that_is_no_verdict_is_refused_with_the_place(data: object, message: str) -> None:
    with pytest.raises(BadRecord) as caught:
        Verdict.from_dict(data)
    assert str(caught.value).startswith(message)


def test_the_published_schema_is_the_generated_one() -> None:
    published = (DOCS / "verdict.schema.json").read_text(encoding="utf-8")
    assert json.loads(published) == verdict_schema(), (
        "Run: python -m mlestone.proving.verdict > docs/verdict.schema.json"
    )


def test_every_field_is_documented() -> None:
    text = (DOCS / "verdict.md").read_text(encoding="utf-8")
    schema = verdict_schema()
    names = {*schema["properties"], *(n for d in schema["$defs"].values() for n in d["properties"])}
    assert [name for name in sorted(names) if f"`{name}`" not in text] == []
    assert [s for s in schema["properties"]["status"]["enum"] if f"`{s}`" not in text] == []
