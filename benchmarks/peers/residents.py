"""A tool kept warm in a process of its own, asked over its standard input, one line of JSON at a time.

Runs under the tool's own Python, so only the standard library is imported before the tool is known:

    python residents.py TOOL FOLDER

A request is {"source": …, "times": n}, an answer {"points": …, "of": …} for the last of them, or {"error": …}.
"""

import json
import os
import sys
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

Marks = tuple[float, float]
Grade = Callable[[str, int], Marks]


def floor(folder: Path) -> Grade:
    """No grader: a forked child of a warm Python makes the same calls and says whether they came out right."""
    import numpy as np
    import numpy.random  # loaded when first used: warm means now

    assert numpy.random
    checks = compile((folder / "checks.py").read_text(), "checks.py", "exec")

    def in_child(source: str) -> bool:
        names: dict[str, Any] = {"np": np}
        exec(source, names)  # the whole point
        exec(checks, names)
        return True

    def once(source: str) -> float:
        heard, told = os.pipe()
        pid = os.fork()
        if pid == 0:
            try:
                os.write(told, b"1" if in_child(source) else b"0")
            finally:
                os._exit(0)
        os.close(told)
        said = os.read(heard, 1)
        os.close(heard)
        os.waitpid(pid, 0)
        return 1.0 if said == b"1" else 0.0

    return lambda source, times: ([once(source) for _ in range(times)][-1], 1.0)


def mlestone(folder: Path) -> Grade:
    """The engine, as the web application keeps it."""
    import secrets

    from mlestone.base.ids import KitName, ProofId
    from mlestone.engine.engine import Engine
    from mlestone.engine.job import Job

    path, kit = folder.joinpath("course", "benchmarks", "axis-summaries", "axis_summary.py"), KitName("core")
    engine = Engine(courses=(folder / "course",))
    engine.warm(kit)
    cores = os.cpu_count() or 1

    def once(source: bytes) -> Marks:
        seed = secrets.randbelow(1 << 31)
        verdict = engine.grade(Job(ProofId("axis-summaries/axis-summary"), path, kit, seed, source)).verdict
        if verdict.status == "not_graded":
            raise RuntimeError(verdict.author_detail)
        right = sum(check.status == "passed" for check in verdict.checks)
        return (5.0, 5.0) if verdict.passed else (min(right, 4.0), 5.0)

    def many(source: str, times: int) -> Marks:
        given = [source.encode()] * times
        if times == 1:
            return once(given[0])
        # Two attempts a core, so that no core waits for the next one to be handed out.
        with ThreadPoolExecutor(2 * cores) as pool:
            marks = list(pool.map(once, given))
        engine.settle()
        return min(marks)

    return many


def otter_api(folder: Path) -> Grade:
    """otter.api.grade_submission: what `otter run` does, without starting otter anew."""
    from otter.api import grade_submission

    def once(source: str) -> Marks:
        (folder / "submission.py").write_text(source)
        results = grade_submission(str(folder / "submission.py"), str(folder / "autograder.zip"), quiet=True)
        return float(results.total), float(results.possible)

    return lambda source, times: [once(source) for _ in range(times)][-1]


def otter_notebook(folder: Path) -> Grade:
    """otter.Notebook.check: what a student's own notebook calls. Submission and grader are one process."""
    from otter import Notebook

    def once(source: str) -> Marks:
        names: dict[str, Any] = {}
        exec(source, names)  # as a notebook's cell would
        result = Notebook(tests_dir=str(folder / "tests")).check("summarise", global_env=names)
        return float(result.score), float(result.possible)

    return lambda source, times: [once(source) for _ in range(times)][-1]


def nbgrader_api(folder: Path) -> Grade:
    """NbGraderAPI.autograde: what the teacher's pages in Jupyter call."""
    from nbgrader.apps.api import NbGraderAPI
    from traitlets.config import Config

    sys.path.insert(0, str(Path(__file__).parent))
    from exercise import with_solution
    from gradebook import marks

    config = Config()
    config.CourseDirectory.root = str(folder)
    api = NbGraderAPI(config=config)
    released = (folder / "release" / "hw" / "summary.ipynb").read_text()

    def once(source: str) -> Marks:
        handed_in = folder / "submitted" / "resident" / "hw"
        handed_in.mkdir(parents=True, exist_ok=True)
        (handed_in / "summary.ipynb").write_text(with_solution(released, source))
        result = api.autograde("hw", "resident")
        if not result["success"]:
            raise RuntimeError(result.get("error") or result.get("log"))
        earned, possible = marks(folder / "gradebook.db", "resident")
        return float(earned), float(possible)

    return lambda source, times: [once(source) for _ in range(times)][-1]


TOOLS: dict[str, Callable[[Path], Grade]] = {
    "floor": floor,
    "mlestone": mlestone,
    "otter_api": otter_api,
    "otter_notebook": otter_notebook,
    "nbgrader_api": nbgrader_api,
}


def main() -> None:
    _stand_between()
    asked, answered = os.fdopen(os.dup(0)), os.fdopen(os.dup(1), "w")
    # What tools and submissions print is nobody's answer, and the requests are not for them to read.
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    folder = Path(sys.argv[2])
    grade = TOOLS[sys.argv[1]](folder)
    print("ready", file=answered, flush=True)
    for line in asked:
        request = json.loads(line)
        try:
            points, of = grade(request["source"], request["times"])
            answer: dict[str, Any] = {"points": points, "of": of}
        except BaseException:  # noqa: BLE001 - submissions run in here, and may raise anything
            answer = {"error": traceback.format_exc()[-2000:]}
        print(json.dumps(answer), file=answered, flush=True)


def _stand_between() -> None:
    """Go on in a child: a submission that reads its parent's memory must not find the benchmark and its answers."""
    pid = os.fork()
    if pid:
        os.close(0)
        os.close(1)
        os.waitpid(pid, 0)
        os._exit(0)


if __name__ == "__main__":
    main()
