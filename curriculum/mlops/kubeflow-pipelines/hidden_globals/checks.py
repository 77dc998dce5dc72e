"""Works on my desk

`pipeline.py` tells a bakery how many loaves to bake. `python desk.py sales.csv` runs its five components one after another in one
process, and all is well. `python pipeline.py`, which compiles it to `pipeline.yaml`, says nothing either. In a cluster each
step has a machine of its own, and nothing works; `python run.py sales.csv` does the same here.

Mend `pipeline.py`:

- Each step runs alone: with what is inside its function, its inputs, and Python with NumPy. The file it stands in is not
  there, nor what another step has left in memory, in a folder, or in an input that both read.
- The steps run in any order their declared inputs allow: `python run.py sales.csv 3` draws another one.
- What is declared is delivered: `sales` by `read`; `calendar` (seven averages, as JSON) by `profile`, for `forecast`;
  `model` (JSON, as it is now) by `forecast`; the metric `loaves_off` in `metrics` by `score`; a shop's name by `busiest`.
- No loaf of the test kitchen (shop `kitchen`) is counted anywhere.
- It compiles where there is no data; each run's numbers are those of the data it was started with.

Names of components, inputs of the pipeline and outputs, and what is computed, stay as they are. There is no network here:
no `packages_to_install`.
"""

import json
from pathlib import Path

import yaml

from mlestone.proving import check, expect, hints, limits

limits(seconds=600, memory=2048)
hints(
    "What of this file does the machine of one step get to see?",
    "A component's source is cut out of the file, from its decorator to its last line. What stands above it stays behind, and "
    "so does everything on the machine that ran the step before, but for its outputs.",
    "Imports and helpers go into the function that uses them. What a later step needs is written to the path of an "
    "Output and comes to that step as an Input, which is also what puts the two in order. An input is only read.",
)

FRESH, ALONE = "compiling", "cluster"
"""Where pipeline.py is compiled, with nothing beside it, and where the result runs."""
RUN = (
    (Path(__file__).parent / "answer" / "run.py")
    .read_text()
    .replace("DISKS = [runs]", "DISKS = [runs, Path(tempfile.gettempdir())]")
)
PLAY = r"""
import os
import re
import subprocess
import sys

os.chdir(os.path.dirname(__file__))
done = subprocess.run(
    [sys.executable, "-W", "ignore", "run.py", *sys.argv[1:]], text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
)
if done.returncode:
    lines = [re.sub(r"\x1b\[\d+m", "", line) for line in done.stdout.splitlines()]
    failed = re.findall(r"Inner task failed: '(.+?)'", "\n".join(lines))
    lines = [line for line in lines if line.strip(" ^~")]
    errors = [at for at, line in enumerate(lines) if re.match(r" *[\w.]*(Error|Exception)\b", line)]
    if failed and len(errors) > 1:
        print(*(line.strip() for line in lines[max(0, errors[-2] - 2) : errors[-2]]), sep="\n")
        print(f"{failed[0]} fails when it runs alone: {lines[errors[-2]].strip()}")
    elif failed:
        print(f"{failed[0]} fails when it runs alone")
    else:
        print(lines[-1] if lines else "the pipeline fails")
    sys.exit(1)
"""
STEPS = {"read": "sales", "profile": "calendar", "forecast": "model", "score": "metrics", "busiest": "Output"}


# ---- the bakery ------------------------------------------------------------------------------------------


def draw(rng, weeks):
    """Sales of a file, and what each shop has sold by day, the kitchen too."""
    lines, sold = ["day,shop,loaves"], []
    week = rng.uniform(60, 120, size=7)
    lift = rng.uniform(1.1, 1.4)
    better = ("mill", "station")[int(rng.integers(2))]
    for day in range(1, 7 * weeks + 1):
        for shop in ("mill", "station", "kitchen"):
            loaves = int(week[day % 7] * (lift if day > 7 * weeks - 14 else 1) + rng.normal(0, 5))
            loaves = loaves * 5 if shop == "kitchen" else loaves + 4 * (shop == better)
            lines.append(f"{day},{shop},{loaves}")
            sold.append((day, shop, loaves))
    return "\n".join(lines) + "\n", sold


def found_in(sold):
    """What the steps have to find in what was sold."""
    last = max(day for day, _, _ in sold)
    usual = []
    for each in range(7):
        loaves = [number for day, _, number in sold if day <= last - 14 and day % 7 == each]
        usual.append(sum(loaves) / len(loaves))
    recent = [(day, number) for day, _, number in sold if last - 14 < day <= last - 7]
    trend = sum(number for _, number in recent) / sum(usual[day % 7] for day, _ in recent)
    errors = [abs(number - trend * usual[day % 7]) for day, _, number in sold if day > last - 7]
    shops = {shop for _, shop, _ in sold}
    return {
        "the busiest shop": max(shops, key=lambda each: sum(number for _, shop, number in sold if shop == each)),
        "calendar": usual,
        "model": {"trend": trend, "week": [trend * each for each in usual]},
        "loaves_off": sum(errors) / len(errors),
    }


# ---- the pipeline ----------------------------------------------------------------------------------------


def compiled(lab):
    """The compiled pipeline; compiled once for all checks, where there is nothing else."""
    if not lab.exists(f"{ALONE}/run.py"):
        lab.write(f"{FRESH}/pipeline.py", lab.read("pipeline.py"))
        done = lab.run(f"sh -c 'cd {FRESH} && python -W ignore pipeline.py'", seconds=240)
        ended = "python pipeline.py, with no data beside it, ends with exit code"
        expect(done.code == 0).is_true(f"{ended} 0", f"{ended} {done.code}")
        lab.write(f"{ALONE}/pipeline.yaml", lab.read(f"{FRESH}/pipeline.yaml"))
        lab.write(f"{ALONE}/play.py", PLAY)
        lab.write(f"{ALONE}/run.py", RUN)
    try:
        found = next(yaml.safe_load_all(lab.text(f"{ALONE}/pipeline.yaml")), None)
    except yaml.YAMLError:
        found = None
    return found if isinstance(found, dict) else {}


def graph(lab):
    return ((compiled(lab).get("root") or {}).get("dag") or {}).get("tasks") or {}


def tasks(lab):
    """The steps of the pipeline, and which of them each one waits for."""
    return {name: set(task.get("dependentTasks") or []) for name, task in graph(lab).items()}


def read_by(lab, step):
    """The artifacts a step has as inputs: the steps they come from, and their names there."""
    inputs = ((graph(lab).get(step) or {}).get("inputs") or {}).get("artifacts") or {}
    given = [each.get("taskOutputArtifact") or {} for each in inputs.values()]
    return {(each.get("producerTask"), each.get("outputArtifactKey")) for each in given}


def run(lab, data, number=0):
    """Run the pipeline in an order; the files it has made."""
    compiled(lab)
    failed = f"{ALONE}/failed"
    if lab.exists(failed):
        expect(False).is_true("every step runs alone", lab.text(failed))
    lab.write(f"{ALONE}/sales.csv", data)
    done = lab.run(f"python {ALONE}/play.py sales.csv {number}", seconds=240)
    if done.code != 0:
        lab.write(failed, reason(done.output))
    expect(done.code == 0).is_true("every step runs alone", reason(done.output))
    return lab.files(f"{ALONE}/runs/*")


def reason(printed):
    """The last line printed, without the paths of one machine and the names of one program."""
    lines = printed.strip().splitlines() or ["the pipeline fails"]
    return "a step uses a name that is not inside of it" if "NameError: " in lines[-1] else lines[-1].strip().partition(": '/")[0]


def first(lab, rng):
    """The files of a first run, and what was sold: one run for two checks."""
    if not lab.exists(f"{ALONE}/sold.json"):
        data, sold = draw(rng, 8)
        run(lab, data)
        lab.write(f"{ALONE}/sold.json", json.dumps(sold))
    return lab.files(f"{ALONE}/runs/*"), json.loads(lab.text(f"{ALONE}/sold.json"))


def delivered(lab, files, sold, when):
    """Compares what a run has delivered with what was sold."""
    right, mixed = found_in([each for each in sold if each[1] != "kitchen"]), found_in(sold)
    got = {
        "the busiest shop": [*told(lab, files, "busiest").get("parameterValues", {}).values()],
        "calendar": artifact(lab, files, "profile"),
        "model": artifact(lab, files, "forecast"),
        "loaves_off": metric(lab, files),
    }
    for what, expected in right.items():
        other = "counts loaves of the test kitchen" if is_like(got[what], mixed[what]) else "is not that of this run's data"
        expect(is_like(got[what], expected)).is_true(f"{when}{what} is that of this run's data", f"{when}{what} {other}")


def artifact(lab, files, step):
    path = next((path for path in files if path.endswith(f"/{step}/{STEPS[step]}")), None)
    expect(path is not None).is_true(f"{step} writes {STEPS[step]}", f"{step} declares {STEPS[step]} and does not write it")
    try:
        return json.loads(lab.text(path))
    except ValueError:
        return None


def told(lab, files, step):
    """What a step has told the pipeline."""
    path = next((path for path in files if path.endswith(f"/{step}/executor_output.json")), None)
    expect(path is not None).is_true(f"{step} runs", f"no step {step} has run")
    try:
        found = json.loads(lab.text(path))
    except ValueError:
        found = None
    return found if isinstance(found, dict) else {}


def metric(lab, files):
    artifacts = told(lab, files, "score").get("artifacts", {}).get("metrics", {}).get("artifacts") or [{}]
    held = artifacts[0].get("metadata") or {}
    expect("loaves_off" in held).is_true("metrics holds loaves_off", "score declares metrics, and no loaves_off is logged in it")
    return held["loaves_off"]


def is_like(got, expected):
    if isinstance(expected, str):
        return expected in got
    if isinstance(expected, dict):
        return isinstance(got, dict) and all(is_like(got.get(key), value) for key, value in expected.items())
    if isinstance(expected, list):
        return isinstance(got, list) and len(got) == len(expected) and all(map(is_like, got, expected))
    return isinstance(got, int | float) and abs(got - expected) < 1e-6 * max(1.0, abs(expected))


def all_before(waits, step):
    before, new = set(), {step}
    while new:
        new = {each for name in new for each in waits.get(name, ())} - before
        before |= new
    return before


# ---- checks ----------------------------------------------------------------------------------------------


@check("compiles where there is nothing but itself")
def compiles(lab, rng):
    found = tasks(lab)
    missing = [step for step in STEPS if step not in found]
    expect(not missing).is_true("the pipeline has its five steps", f"the compiled pipeline has no step {' and no '.join(missing)}")
    for name, executor in ((compiled(lab).get("deploymentSpec") or {}).get("executors") or {}).items():
        step, commands = name.removeprefix("exec-"), (executor.get("container") or {}).get("command") or []
        installs = any("pip install" in part for part in commands)
        expect(not installs).is_true(f"{step} installs nothing", f"{step} installs packages before it runs, and there is no network")


@check("every step runs alone, with its inputs and what is inside of it")
def alone(lab, rng):
    first(lab, rng)


@check("each step waits for those whose output it reads")
def order(lab, rng):
    waits = tasks(lab)
    for step, before in (("profile", "read"), ("busiest", "read"), ("forecast", "profile"), ("score", "forecast")):
        expect(before in all_before(waits, step)).is_true(f"{step} waits for {before}", f"nothing makes {step} wait for {before}")
    for step, before, name in (("forecast", "profile", "calendar"), ("score", "forecast", "model")):
        given = (before, name) in read_by(lab, step)
        expect(given).is_true(f"{step} reads {name}", f"{step} does not have the {name} of {before} as an input")


@check("delivers what it declares: calendar, model, metric and shop")
def delivers(lab, rng):
    files, sold = first(lab, rng)
    delivered(lab, files, sold, "")


@check("finds the same in another legal order, and nothing of the run before")
def any_order(lab, rng):
    data, sold = draw(rng, 10)
    delivered(lab, run(lab, data, 6), sold, "in another order, with other data, ")
