"""A pipeline that trains, and decides

`study.py` is how a pump maker finds pumps that are about to fail: one script, and somebody who decides by eye. Make it a
nightly pipeline in `pipeline.py`, which `python pipeline.py` compiles to `pipeline.yaml`. `python run.py pumps.csv deployed.json 0.9`
runs that here, as the checks do, with nothing else of yours beside it.

- `train-and-gate` takes `data: str` (the path of a CSV file), `target: str` (a path) and `threshold: float = 0.9`.
- `load` reads `data` and gives the datasets `train` and `test`, CSV files with the header. The 4th, the 8th, … row is for
  the test; the others, in their order, for the training.
- `train` gives an artifact `model` of type Model, one file. Any model, in any format.
- `evaluate` gives the share of test rows that the model is right about, as a parameter of any name, and as `accuracy` in an
  artifact `metrics` of type Metrics.
- `deploy` copies the model's file to `target`. It runs when the accuracy is at least the threshold, and otherwise not at
  all; either way the pipeline succeeds.
- What grows with the data goes from step to step as an artifact, never as a parameter.
- Each component holds all it needs, and its container has Python, NumPy, pandas and scikit-learn. There is no network: write
  `@dsl.component(base_image=IMAGE, install_kfp_package=False)`, without `packages_to_install`.
- Every night's rows come in the same file. A cluster, and `run.py`, takes what a step gave before if its inputs are the same
  as then; a run uses the rows of its night all the same.
"""

import csv
import io
import json
from pathlib import Path

import yaml

from mlestone.proving import check, expect, hints, limits

limits(seconds=600, memory=2048)
hints(
    "Which of the values between two steps is a number, and which is a file?",
    "dsl.Input and dsl.Output hand a component the path of an artifact; what a function returns is a parameter. To the cluster "
    "the input of `load` is a text, whatever the file of that name holds.",
    "The pipeline function runs once, when it is compiled, before there is any accuracy: a Python `if` decides then and "
    "there. `dsl.If` writes the condition into the pipeline. A task can be told not to be remembered.",
)

IMAGE = "pumps/python:3.11"
ALONE = "cluster"
"""Where the compiled pipeline is run, without the program it was compiled from."""
RUN = (Path(__file__).parent / "answer" / "run.py").read_text().replace('"pipeline.yaml"', '"../pipeline.yaml"')
PLAY = r"""
import os
import re
import subprocess
import sys

folder, *arguments = sys.argv[1:]
os.chdir(os.path.join(os.path.dirname(__file__), folder))
done = subprocess.run(
    [sys.executable, "-W", "ignore", "../run.py", "pumps.csv", "deployed", *arguments], text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
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
TYPES = {("load", "train"): "Dataset", ("load", "test"): "Dataset", ("train", "model"): "Model", ("evaluate", "metrics"): "Metrics"}


def draw(rng, number, wrong=0.0):
    """Pumps, as a file: what failed is plain from the first column, but for a share of the test rows, which say the opposite."""
    lines = ["vibration,temperature,hours,failed"]
    tests = number // 4
    lies = {4 * (int(at) + 1) for at in rng.choice(tests, size=round(wrong * tests), replace=False)}
    for at in range(1, number + 1):
        fails = rng.random() < 0.5
        vibration, temperature = rng.normal(4.6 if fails else 2.0, 0.5), rng.normal(55 if fails else 47, 4)
        lines.append(f"{vibration:.2f},{temperature:.1f},{int(rng.uniform(100, 9000))},{int(fails != (at in lies))}")
    return "\n".join(lines) + "\n"


# ---- the pipeline ----------------------------------------------------------------------------------------


def compiled(lab):
    """The compiled pipeline; compiles it once for all checks."""
    if not lab.exists(f"{ALONE}/run.py"):
        if lab.exists("pipeline.yaml"):
            lab.remove("pipeline.yaml")
        done = lab.run("python -W ignore pipeline.py", seconds=240)
        ended = "python pipeline.py ends with exit code"
        expect(done.code == 0).is_true(f"{ended} 0", f"{ended} {done.code}")
        expect(lab.exists("pipeline.yaml")).is_true("it writes pipeline.yaml", "python pipeline.py writes no pipeline.yaml")
        lab.write(f"{ALONE}/pipeline.yaml", lab.read("pipeline.yaml"))
        lab.write(f"{ALONE}/play.py", PLAY)
        lab.write(f"{ALONE}/run.py", RUN)
    try:
        found = next(yaml.safe_load_all(lab.text(f"{ALONE}/pipeline.yaml")), None)
    except yaml.YAMLError:
        found = None
    return found if isinstance(found, dict) else {}


class Run:
    """One run of the compiled pipeline, in a folder of its own."""

    def __init__(self, lab, name, since=()):
        self._lab, self.model = lab, f"{ALONE}/{name}/deployed"
        self.files = [path for path in lab.files(f"{ALONE}/{name}/runs/*") if path not in since]

    @property
    def is_deployed(self):
        return self._lab.exists(self.model)

    @property
    def told(self):
        """What the steps have told the pipeline: their parameters and artifacts."""
        paths = {path.split("/")[-2]: path for path in self.files if path.endswith("/executor_output.json")}
        return {step: self._read(path) for step, path in paths.items()}

    def _read(self, path):
        try:
            found = json.loads(self._lab.text(path))
        except ValueError:
            found = None
        return found if isinstance(found, dict) else {}

    def artifact(self, step, name):
        path = next((path for path in self.files if path.endswith(f"/{step}/{name}")), None)
        expect(path is not None).is_true(f"{step} writes its artifact {name}", f"{step} has written no artifact {name}")
        return self._lab.read(path)

    def accuracy(self):
        artifacts = self.told.get("evaluate", {}).get("artifacts", {}).get("metrics", {}).get("artifacts") or [{}]
        found = (artifacts[0].get("metadata") or {}).get("accuracy")
        expect(isinstance(found, int | float)).is_true("the metrics hold an accuracy", "the artifact metrics of evaluate holds no accuracy")
        return float(found)


def played(lab, data, name, threshold=None):
    """A run of the pipeline with some data."""
    compiled(lab)
    failed = f"{ALONE}/failed"  # a step that fails by itself does so with any data
    if lab.exists(failed):
        expect(False).is_true("the pipeline runs to its end, alone", lab.text(failed))
    before = Run(lab, name).files
    lab.write(f"{ALONE}/{name}/pumps.csv", data)
    more = "" if threshold is None else f" {threshold!r}"
    done = lab.run(f"python {ALONE}/play.py {name}{more}", seconds=240)
    if done.code != 0:
        lab.write(failed, reason(done.output))
    expect(done.code == 0).is_true("the pipeline runs to its end, alone", reason(done.output))
    lab.write(f"{ALONE}/{name}/done", "")
    return Run(lab, name, since=before)


def reason(printed):
    """The last line printed, without the paths of one machine and the names of one program."""
    lines = printed.strip().splitlines() or ["the pipeline fails"]
    return "a step uses a name that is not inside of it" if "NameError: " in lines[-1] else lines[-1].strip().partition(": '/")[0]


def good_run(lab, rng):
    """A run with good data, and the data: one for all checks that need no more."""
    if not lab.exists(f"{ALONE}/good/done"):
        played(lab, draw(rng, 4 * int(rng.integers(90, 99)) + 2), "good")
    return Run(lab, "good"), lab.text(f"{ALONE}/good/pumps.csv")


def bad_run(lab, rng):
    """A run with data whose test rows go wrong, the data, and the share of test rows that are as they should be."""
    if not lab.exists(f"{ALONE}/bad/done"):
        wrong = float(rng.uniform(0.3, 0.6))
        data = draw(rng, 240, wrong)
        lab.write(f"{ALONE}/bad/told", json.dumps([data, 1 - wrong]))
        played(lab, data, "bad")
    data, share = json.loads(lab.text(f"{ALONE}/bad/told"))
    return Run(lab, "bad"), data, share


def decides(run, deployed, when):
    """Whether a run has deployed its model, as it should."""
    expect(run.is_deployed == deployed).is_true(
        f"{when}, the model is {'' if deployed else 'not '}deployed", f"{when}, the model is {'not ' if deployed else ''}deployed"
    )
    if not deployed:
        expect("deploy" not in run.told).is_true(f"{when}, deploy is not run", f"{when}, deploy is run all the same")


# ---- checks ----------------------------------------------------------------------------------------------


@check("compiles to a pipeline with typed inputs, and steps that run in the image as it is")
def compiles(lab, rng):
    found = compiled(lab)
    expect((found.get("pipelineInfo") or {}).get("name")).equals("train-and-gate")
    inputs = ((found.get("root") or {}).get("inputDefinitions") or {}).get("parameters") or {}
    typed = {name: value.get("parameterType") for name, value in inputs.items()}
    expect(typed).equals({"data": "STRING", "target": "STRING", "threshold": "NUMBER_DOUBLE"})
    expect(inputs["threshold"].get("defaultValue")).equals(0.9)
    for name, executor in ((found.get("deploymentSpec") or {}).get("executors") or {}).items():
        step, container = name.removeprefix("exec-"), executor.get("container") or {}
        image = container.get("image")
        expect(image == IMAGE).is_true(f"{step} runs in the image {IMAGE}", f"{step} runs in the image {image}, expected {IMAGE}")
        installs = any("pip install" in part for part in container.get("command") or [])
        expect(not installs).is_true(f"{step} installs nothing", f"{step} installs packages before it runs, and there is no network")


@check("deploys the model of good data, without the program it was compiled from")
def good(lab, rng):
    run, _ = good_run(lab, rng)
    decides(run, True, "with good data")
    same = lab.read(run.model) == run.artifact("train", "model")
    expect(same).is_true("what is deployed is what was trained", "what is deployed is not what train has written")


@check("sets every fourth row aside, and trains on the others")
def split(lab, rng):
    run, data = good_run(lab, rng)
    header, *rows = csv.reader(io.StringIO(data))
    for name, wanted in (("train", False), ("test", True)):
        got = list(csv.reader(io.StringIO(run.artifact("load", name).decode("utf-8", "replace"))))
        right = got == [header, *(row for at, row in enumerate(rows, 1) if (at % 4 == 0) == wanted)]
        expect(right).is_true(f"{name} has its rows", f"the dataset {name} of load does not have the rows it should have")
    tasks = ((compiled(lab).get("root") or {}).get("dag") or {}).get("tasks") or {}
    inputs = (tasks.get("train") or {}).get("inputs") or {}
    given = [each.get("taskOutputArtifact") or {} for each in (inputs.get("artifacts") or {}).values()]
    seen = any((each.get("producerTask"), each.get("outputArtifactKey")) == ("load", "test") for each in given)
    expect(not seen).is_true("train does not read the rows for the test", "train also reads the rows that are for the test")


@check("deploys nothing when the model is wrong about rows it has not seen, and succeeds")
def bad(lab, rng):
    decides(bad_run(lab, rng)[0], False, "right about the training rows and wrong about test rows")


@check("reports the share of test rows it is right about, as metric and as parameter")
def reports(lab, rng):
    for run, _, share in ((*good_run(lab, rng), 1), bad_run(lab, rng)):
        accuracy = run.accuracy()
        told = run.told.get("evaluate", {}).get("parameterValues", {}).values()
        as_parameter = any(isinstance(value, int | float) and abs(value - accuracy) < 1e-9 for value in told)
        expect(as_parameter).is_true("a parameter is the accuracy", "no parameter of evaluate is the accuracy in its metrics")
        expect(abs(accuracy - share) < 0.12).is_true(
            "it is the share of test rows the model is right about", "accuracy is not the share of test rows the model is right about"
        )


@check("decides by the threshold it is given, which is enough to reach")
def threshold(lab, rng):
    run, data, _ = bad_run(lab, rng)
    accuracy = run.accuracy()
    decides(played(lab, data, "exact", accuracy), True, "when the accuracy is the threshold")
    decides(played(lab, data, "above", accuracy + 1e-6), False, "when the accuracy is just below the threshold")


@check("hands data over as artifacts, and only small things as parameters")
def artifacts(lab, rng):
    components = compiled(lab).get("components") or {}
    for (step, name), kind in TYPES.items():
        outputs = ((components.get(f"comp-{step}") or {}).get("outputDefinitions") or {}).get("artifacts") or {}
        got = ((outputs.get(name) or {}).get("artifactType") or {}).get("schemaTitle")
        expect(got == f"system.{kind}").is_true(
            f"{step} has the output {name}, a {kind}", f"{step} has no output {name} that is a {kind} artifact"
        )
    for step, told in good_run(lab, rng)[0].told.items():
        small = len(json.dumps(told.get("parameterValues", {}))) < 500
        expect(small).is_true(f"the parameters of {step} are small", f"{step} hands the data over as a parameter")


@check("uses the rows of each night, though they come under one name")
def nightly(lab, rng):
    yesterday = bad_run(lab, rng)[0]
    if yesterday.is_deployed:
        lab.remove(yesterday.model)
    decides(played(lab, draw(rng, 240), "bad"), True, "on a good night after a bad one")
