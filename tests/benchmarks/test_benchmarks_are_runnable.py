"""The benchmarks against peers and of growth, as far as they go without a peer, an engine or a clock."""

import ast
import importlib
import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def benchmarks_can_be_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT))


def part(name: str) -> ModuleType:
    return importlib.import_module(f"benchmarks.peers.{name}")


def growth() -> ModuleType:
    spec = importlib.util.spec_from_file_location("growth_benchmark", ROOT / "benchmarks" / "growth.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # its dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("script", ["peers.py", "growth.py"])
def test_a_script_says_how_it_is_called(script: str) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / script), "--help"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "--quick" in done.stdout
    assert "--json" in done.stdout


def test_the_benchmark_of_tabs_says_how_it_is_called() -> None:
    script = [sys.executable, str(ROOT / "benchmarks" / "tabs.py"), "--help"]
    done = subprocess.run(script, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "--tabs" in done.stdout


def test_arguments_are_understood() -> None:
    for parser in (part("__main__").parser(), growth().parser()):
        assert vars(parser.parse_args([])) == {"quick": False, "json": False}
        assert vars(parser.parse_args(["--quick", "--json"])) == {"quick": True, "json": True}


# ---- what is graded ----------------------------------------------------------------------------------------------


def test_hostile_attempts_are_python_and_define_what_is_asked_for() -> None:
    for attempt in part("hostile").ATTEMPTS:
        defined = [node.name for node in ast.parse(attempt.source).body if isinstance(node, ast.FunctionDef)]
        assert "summarise" in defined, attempt.name


def test_hostile_attempts_have_a_name_and_an_idea_of_their_own() -> None:
    hostile = part("hostile")
    names = [attempt.name for attempt in hostile.ATTEMPTS]
    assert len(names) >= 20
    assert len(set(names)) == len({attempt.idea for attempt in hostile.ATTEMPTS}) == len(names)
    assert all(re.fullmatch("[a-z_]+", name) for name in names)
    assert all(attempt.idea.endswith(".") for attempt in hostile.ATTEMPTS)
    assert set(hostile.QUICK) < set(hostile.ATTEMPTS)


def test_no_hostile_attempt_holds_the_answer() -> None:
    for attempt in part("hostile").ATTEMPTS:
        assert "table.mean" not in attempt.source, attempt.name


def test_the_peers_ask_for_as_many_calls_as_the_proof() -> None:
    exercise = part("exercise")
    assert exercise.PROOF.count("@check") == len(exercise.CHECKS) == 5
    assert exercise.PROOF.count("range(4)") == sum(body.count("range(4)") for body in exercise.CHECKS.values()) == 5
    assert exercise.CALLS == 20


def test_the_exercise_is_told_in_each_format() -> None:
    exercise = part("exercise")
    assert ast.parse(exercise.otter_tests())
    notebook = json.loads(exercise.nbgrader_notebook())
    assert [cell["metadata"]["nbgrader"]["grade"] for cell in notebook["cells"]] == [False] + 5 * [True]
    handed_in = json.loads(exercise.with_solution(json.dumps(notebook), "pass"))
    assert handed_in["cells"][0]["source"] == "pass"
    assert handed_in["cells"][1:] == notebook["cells"][1:]


@pytest.mark.parametrize("source", ["WRONG", "UNTOUCHED"])
def test_wrong_submissions_differ_from_the_answer(source: str) -> None:
    exercise = part("exercise")
    assert ast.dump(ast.parse(getattr(exercise, source))) != ast.dump(ast.parse(exercise.ANSWER))


def test_every_version_of_a_peer_is_pinned() -> None:
    environments = part("environments")
    for peer in environments.PEERS:
        lines = environments.requirements(peer).read_text(encoding="utf-8").splitlines()
        assert all(re.fullmatch(r"#.*|[\w.-]+==[\w.]+", line) for line in lines)
        assert environments.version(peer)


@pytest.mark.parametrize("line", ["", '{"error": "x"}', '{"points": 5}', '{"points": 5, "of": 5}{"points": 5}', "[]"])
def test_what_is_no_answer_of_a_tool_gives_no_marks(line: str) -> None:
    seats = part("seats")
    with pytest.raises(seats.NoMarks):
        seats.understood(line, 1.0)


def test_full_marks_are_all_the_points_there_are() -> None:
    understood = part("seats").understood
    assert understood('{"points": 5, "of": 5}', 1.0).full
    assert not understood('{"points": 4, "of": 5}', 1.0).full
    assert not understood('{"points": 0, "of": 0}', 1.0).full


# ---- what is printed ---------------------------------------------------------------------------------------------


def rows(seconds: float, *, fooled: bool) -> list[object]:
    """One row of ours with the given time and one of a peer that takes three seconds and believes everything."""
    seats, measure = part("seats"), part("measure")

    def row(name: str, *, peer: bool, taken: float, full: bool) -> object:
        tool = seats.Tool(name, "1.0", peer=peer, take=NotImplemented, template=Path("nowhere"))
        return measure.Row(tool, [taken] * 3, per_second=1 / taken, peak_mb=100.0, fooled={"patches_allclose": full})

    return [row("ours", peer=False, taken=seconds, full=fooled), row("peer", peer=True, taken=3.0, full=True)]


def test_the_table_has_a_row_per_tool_and_says_that_the_target_is_met() -> None:
    attempts = part("hostile").ATTEMPTS[:1]
    text = part("table").as_text(rows(0.015, fooled=False), attempts)
    assert re.search(r"ours +1\.0 +3 +15\.0 +15\.0 +66\.7 +100 +0 of 1 +1\.00", text)
    assert re.search(r"peer +1\.0 +3 +3000\.0 +3000\.0 +0\.3 +100 +1 of 1 +200", text)
    assert "at least 150 times faster per verdict: met, 200 (peer)" in text
    assert "zero fooled: met, 0 of 1" in text
    assert re.search(r"patches_allclose +- +fooled", text)


def test_a_missed_target_is_called_missed() -> None:
    attempts = part("hostile").ATTEMPTS[:1]
    text = part("table").as_text(rows(0.030, fooled=True), attempts)
    assert "per verdict: missed, 100 (peer)" in text
    assert "zero fooled: missed, 1 of 1" in text
    assert part("table").as_plain(rows(0.030, fooled=True), attempts)["target"]["met"] is False


def test_a_table_made_on_a_busy_machine_says_so() -> None:
    attempts = part("hostile").ATTEMPTS[:1]
    table, cores = part("table"), part("measure").CORES
    assert "do not quote" in table.as_text(rows(0.015, fooled=False), attempts, 2.0 * cores)
    assert "do not quote" not in table.as_text(rows(0.015, fooled=False), attempts, 0.1)


def test_figures_for_programs_are_plain_data() -> None:
    plain = part("table").as_plain(rows(0.015, fooled=False), part("hostile").ATTEMPTS[:1])
    assert json.loads(json.dumps(plain)) == plain
    assert plain["target"]["met"] is True
    assert [row["times_mlestone"] for row in plain["tools"]] == [1.0, pytest.approx(200)]


@pytest.mark.parametrize(
    ("seconds", "sentence"),
    [
        ((1, 10, 100), "grows linearly"),
        ((1, 10, 1000), "grows faster than linearly"),
        ((1, 10, 20), "grows slower than linearly"),
        ((5, 5, 5), "cannot be told apart from fixed cost"),
        ((1, 2), "too few sizes"),
    ],
)
def test_growth_is_named_by_what_a_further_unit_costs(seconds: tuple[float, ...], sentence: str) -> None:
    module = growth()
    sizes = (1, 10, 100)
    steps = [module.Step(size, taken) for size, taken in zip(sizes, seconds, strict=False)]
    grown = module.Growth("things", "thing", steps)
    assert sentence in grown.sentence()
    assert grown.sentence() in module.as_text(grown)
    assert json.loads(json.dumps(module.as_plain(grown)))["verdict"] == grown.sentence()
