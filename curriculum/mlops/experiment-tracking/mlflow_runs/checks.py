"""A study in a tracking server

`model.py` tells which pumps fail within a week. Finish `study.py` and `rerun.py`, so that both track what they do in the
MLflow server named in `MLFLOW_TRACKING_URI`, in the experiment `pumps`, which others use too.

`python study.py --data pumps.csv --rates 0.01 0.1 220 --decay 0.01 --batch 32 --epochs 20 --seed 7` makes one run for the
study and, nested in it, one for each rate: a *trial*.

- Params of a trial: `rate`, `decay`, `batch`, `epochs`, `seed`. Tag: `data_sha256`, the SHA-256 of the data file's bytes, in
  hex. Metrics: `train_loss` and `val_loss` of every epoch, at the epoch's number as step. No trial tracks anything of the
  test rows: none of its metrics has `test` in its name.
- Artifacts of a trial that finishes: `curve.png` (`figures.py` draws both losses) and `model.json` (the last epoch's model,
  as `as_json()` writes it).
- A trial that raises `Diverged` ends with status `FAILED`, keeps the epochs tracked so far, and has the error's message as
  its tag `reason`. The study goes on, ends as `FINISHED`, and the exit code is 0.
- In the end the study's own run gets the tag `best_run`, the run id of that finished trial of this study whose last
  `val_loss` is lowest, and the metric `test_accuracy`: that of its last model.

`python rerun.py RUN_ID --data pumps.csv` repeats a finished trial from its params, as a new run in `pumps` with everything
a trial has and the tag `rerun_of`: `RUN_ID`. The exit code is 0 if the last `val_loss` is the same to a relative 1e-9, and
another if not. A file that is not the one the trial saw is told by `data_sha256`: then the exit code is not 0, and no
run is begun.

To try it: `mlflow server --port 5000`, and in a second terminal `export MLFLOW_TRACKING_URI=http://127.0.0.1:5000`.
"""

import hashlib
import json
import tempfile
from dataclasses import asdict
from pathlib import Path

import numpy as np

from mlestone.proving import check, expect, hints, limits, say, service, shared

from ..shared import model as pumps
from ..shared.studies import DATA, Study, trained

limits(seconds=480, memory=2048)
service("tracking", port=5000)
shared("model.py", "pumps.csv")
hints(
    "What will somebody want to know of a run in half a year: of its settings, its way, its data, its end?",
    "A metric is a series: what says at which place of it a value stands? And how does a `with` block around a run learn "
    "that what happened in it went wrong?",
    "Let the exception leave the block of the nested run, and catch it outside. To repeat a trial, everything it was called "
    "with has to be read back from texts; `mlflow.get_run` has them.",
)

ENVIRONMENT = {"MLFLOW_TRACKING_URI": "http://127.0.0.1:5000"}
PATIENCE = 200  # seconds: on a busy machine the server and the first import of MLflow take their time
STUDIES = {}  # of each lab: what was asked, and what came of it
CHANGED = Path(pumps.__file__).read_text().replace("weights, intercept = rng.normal(", "weights, intercept = (1 + 1e-5) * rng.normal(")
"""A later version of the model: what comes out differs in the sixth digit or so, which is far more than 1e-9."""


# ---- what is asked ----------------------------------------------------------------------------------------------


class Drawn(Study):
    """A drawn study, with what has to come out of it."""

    def _tells_apart(self, rng):
        """Draw, and say whether this tells right from wrong: the best by another measure is another trial."""
        self.data = _fleet(rng)
        self.rows = _read(self.data)
        self.decay = float(rng.choice([0.004, 0.006, 0.008, 0.012, 0.02]))
        self.batch, self.epochs, self.seed = (int(rng.integers(low, high)) for low, high in ((13, 24), (7, 13), (1, 1000)))
        self.bad = round(2.2 / self.decay, 1)
        finite = {round(float(np.exp(rng.uniform(np.log(0.02), np.log(6)))), 3) for _ in range(3)}
        self.trials = {rate: trained(self.rows, self.settings(rate)) for rate in (*finite, self.bad)}
        self.finished = {rate: epochs for rate, (epochs, error) in self.trials.items() if error is None}
        if len(self.finished) != 3 or len(self.trials[self.bad][0]) < 2:
            return False
        last = {rate: epochs[-1].val_loss for rate, epochs in self.finished.items()}
        lowest = {rate: min(epoch.val_loss for epoch in epochs) for rate, epochs in self.finished.items()}
        test = {rate: epochs[-1].model.accuracy(self.rows["test"]) for rate, epochs in self.finished.items()}
        self.best, self.middle, self.worst = sorted(last, key=last.get)
        one, two = rng.permutation([self.middle, self.worst]).tolist()
        first, second = rng.permutation([self.best, self.bad]).tolist()
        self.rates = [one, first, second, two]  # the best, and the one that diverges, are neither first nor last
        self.test_accuracy = test[self.best]
        return (
            self.best not in (max(test, key=test.get), min(lowest, key=lowest.get))
            and len(set(test.values())) == 3
            and last[self.middle] - last[self.best] > 1e-3
            and 1e-8 < abs(_changed_loss(self.rows, self.settings(self.worst)) / last[self.worst] - 1) < 5e-6
        )


def _fleet(rng, number=360):
    """Pumps as in pumps.csv, others each time."""
    vibration, temperature = rng.gamma(4.0, 0.7, number), rng.normal(61, 6, number)
    pressure, age = rng.normal(4.2, 0.5, number), rng.integers(1, 180, number)
    logits = 1.3 * (vibration - 2.8) + 0.09 * (temperature - 61) - 0.9 * (pressure - 4.2) + 0.008 * (age - 90) - 0.4
    failed = rng.random(number) < 1 / (1 + np.exp(-logits))
    parts = rng.permutation(["train"] * 200 + ["val"] * 80 + ["test"] * 80)
    rows = zip(parts, vibration, temperature, pressure, age, failed)
    lines = [f"{part},{v:.2f},{t:.1f},{p:.2f},{a},{int(f)}" for part, v, t, p, a, f in rows]
    return "\n".join(["part,vibration,temperature,pressure,age,failed", *lines, ""])


def _read(text):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / DATA
        path.write_text(text)
        return pumps.read(str(path))


def _changed_loss(rows, settings):
    later = {"__name__": pumps.__name__}  # dataclasses look there
    exec(CHANGED, later)
    return list(later["training"](rows, settings))[-1].val_loss


class Asked:
    """What was asked of a lab, and what came of it."""

    def __init__(self, drawn, process):
        self.drawn, self.process, self.reruns = drawn, process, {}
        self.runs = []


# ---- what the server knows --------------------------------------------------------------------------------------


def ask(lab, method, path, **how):
    return lab.service("tracking").request(method, path, seconds=PATIENCE, **how)


class Run:
    """A run, as the server tells it."""

    def __init__(self, told):
        info, data = told["info"], told["data"]
        self.id, self.status = info["run_id"], info["status"]
        self.params, self.tags = ({each["key"]: each["value"] for each in data.get(kind, [])} for kind in ("params", "tags"))
        self.metrics = {each["key"]: each["value"] for each in data.get("metrics", [])}
        self.parent = self.tags.get("mlflow.parentRunId")


def runs(lab):
    """The runs of the experiment, without those of somebody else's that were there before."""
    got = ask(lab, "GET", "/api/2.0/mlflow/experiments/get-by-name", params={"experiment_name": "pumps"})
    expect(got.status).equals(200)
    asked = {"experiment_ids": [got.json()["experiment"]["experiment_id"]], "max_results": 1000}
    got = ask(lab, "POST", "/api/2.0/mlflow/runs/search", json=asked)
    expect(got.status).equals(200)
    return [run for run in map(Run, got.json().get("runs", [])) if "colleague" not in run.tags]


def study(lab):
    """The run of the study."""
    tops = [run for run in STUDIES[lab].runs if run.parent is None]
    expect(len(tops) > 0).is_true("the study has a run", "the server has no run of this study in the experiment pumps")
    expect(len(tops) == 1).is_true(
        "one run stands for the study", f"{len(tops)} runs have no parent: nothing says that they belong together"
    )
    return tops[0]


def trial(lab, rate):
    """The trial of a rate."""
    top = study(lab)
    nested = [run for run in STUDIES[lab].runs if run.parent == top.id]
    found = [run for run in nested if _number(run.params.get("rate")) == rate]
    expect(len(found) == 1).is_true(
        "each rate has a trial", f"{len(found)} of {len(nested)} nested runs have the param rate {rate:g}"
    )
    return found[0]


def _number(text):
    try:
        return float(text)
    except (TypeError, ValueError):
        return text


def curve(lab, run, name, epochs, what="a trial"):
    """Hold the whole series of a metric against what came of the epochs."""
    got = ask(lab, "GET", "/api/2.0/mlflow/metrics/get-history", params={"run_id": run.id, "metric_key": name})
    points = [(int(each.get("step", 0)), each["value"]) for each in got.json().get("metrics", [])]
    steps = [step for step, _ in sorted(points)]
    if len(points) < 2:
        said = "no value" if not points else "one value"
        expect(False).is_true("a metric holds each epoch", f"{name} of {what} has {said}: a curve has one for each epoch")
    expect(len(set(steps)) > 1).is_true(
        "each value has its step", f"{name} of {what} has all its values at the same step: no curve, a vertical line"
    )
    expect(steps).equals([epoch.number for epoch in epochs])
    expect([float(value) for _, value in sorted(points)]).close([getattr(epoch, name) for epoch in epochs], rtol=1e-6)


def artifact(lab, run, name):
    got = ask(lab, "GET", "/get-artifact", params={"path": name, "run_uuid": run.id})
    expect(got.status == 200).is_true(f"{name} lies in the server", f"a trial has no artifact {name} in the server")
    return got.content


def settings_of(lab, run, rate, what):
    """Hold the params of a run against the settings of a trial."""
    asked = asdict(STUDIES[lab].drawn.settings(rate))
    for name in asked:
        expect(name in run.params).is_true("each setting is a param", f"{what} has no param {name}")
    expect({name: _number(run.params[name]) for name in asked}).close({name: float(asked[name]) for name in asked})


# ---- the checks -------------------------------------------------------------------------------------------------


@check("tracks a study in the server: a run, and nested in it one for each rate")
def nested(lab, rng):
    drawn = Drawn(rng)
    lab.write(DATA, drawn.data)
    process = lab.start(drawn.command(), env=ENVIRONMENT)
    STUDIES[lab] = Asked(drawn, process)
    say("running study.py against a tracking server")
    process.wait(PATIENCE)
    STUDIES[lab].runs = runs(lab)
    for rate in drawn.rates:
        trial(lab, rate)


@check("records every setting of a trial, also those that were the same for all")
def params(lab, rng):
    for rate in STUDIES[lab].drawn.rates:
        settings_of(lab, trial(lab, rate), rate, "a trial")


@check("keeps the whole curves: each epoch's losses, at its step")
def curves(lab, rng):
    for rate, epochs in STUDIES[lab].drawn.finished.items():
        for name in ("train_loss", "val_loss"):
            curve(lab, trial(lab, rate), name, epochs)


@check("marks the trial that diverged as failed, says why, and goes on with the others")
def diverged(lab, rng):
    asked = STUDIES[lab]
    drawn, failed = asked.drawn, trial(lab, asked.drawn.bad)
    expect(failed.status == "FAILED").is_true("it ends as FAILED", f"the trial that diverged ends as {failed.status}")
    epochs, message = drawn.trials[drawn.bad]
    expect(failed.tags.get("reason")).equals(message)
    for name in ("train_loss", "val_loss"):
        curve(lab, failed, name, epochs, "the trial that diverged")
    for each in (*(trial(lab, rate) for rate in drawn.finished), study(lab)):
        what = "the study" if each.parent is None else "a trial that did not diverge"
        expect(each.status == "FINISHED").is_true("all others end as FINISHED", f"{what} ends as {each.status}")
    code = asked.process.code
    expect(code == 0).is_true("its exit code is 0", f"study.py ends with exit code {code}")


@check("stores each trial's picture and model in the server")
def artifacts(lab, rng):
    drawn = STUDIES[lab].drawn
    pictures = []
    for rate, epochs in drawn.finished.items():
        run = trial(lab, rate)
        picture = artifact(lab, run, "curve.png")
        expect(picture.startswith(b"\x89PNG")).is_true("curve.png is a picture", "curve.png is no PNG file")
        pictures.append(picture)
        try:
            stored = pumps.Model.from_json(artifact(lab, run, "model.json").decode())
            loss = stored.loss(drawn.rows["val"])
        except (ValueError, KeyError, TypeError):
            loss = None
        expect(loss is not None).is_true("model.json is read", "model.json cannot be read by Model.from_json")
        last = abs(loss - epochs[-1].val_loss) <= 1e-6 * epochs[-1].val_loss
        expect(last).is_true("its loss is the last one tracked", "a model's val_loss is not the last that its trial tracked")
    expect(len(set(pictures)) == len(pictures)).is_true("each has its own", "two trials have one and the same picture")


@check("tells by a hash which data each trial saw")
def data_hash(lab, rng):
    drawn = STUDIES[lab].drawn
    for rate in drawn.rates:
        told = trial(lab, rate).tags.get("data_sha256")
        expect(told is not None).is_true("there is a hash", "a trial has no tag data_sha256")
        right = told == hashlib.sha256(drawn.data.encode()).hexdigest()
        expect(right).is_true("it is that of the bytes", "data_sha256 is not the SHA-256 of the bytes of the data file")


@check("names the best trial of this study by val_loss, and lets that one alone see the test rows")
def best(lab, rng):
    drawn, top = STUDIES[lab].drawn, study(lab)
    for rate in drawn.rates:
        seen = [name for name in trial(lab, rate).metrics if "test" in name.lower()]
        expect(not seen).is_true("trials know nothing of the test rows", f"a trial has the metric {', '.join(seen)}")
    names = {trial(lab, rate).id: rate for rate in drawn.rates}
    told = top.tags.get("best_run")
    expect(told is not None).is_true("the study names a run", "the study's run has no tag best_run")
    expect(told in names).is_true("it is one of its own", "best_run is no trial of this study")
    last = told == trial(lab, drawn.best).id
    expect(last).is_true("it is the best", "best_run is not the finished trial whose last val_loss is lowest")
    tracked = "test_accuracy" in top.metrics
    expect(tracked).is_true("the study has a test_accuracy", "the study's run has no metric test_accuracy")
    expect(float(top.metrics["test_accuracy"])).close(drawn.test_accuracy)


def begin_reruns(lab):
    """Two at a time: the best trial on its data, and another on data in which one number was mended since."""
    asked = STUDIES[lab]
    chosen = {"same": (trial(lab, asked.drawn.best), DATA), "mended": (trial(lab, asked.drawn.middle), "mended.csv")}
    first, second, *rows = asked.drawn.data.splitlines()
    part, vibration, rest = second.split(",", 2)
    lab.write("mended.csv", "\n".join([first, f"{part},{float(vibration) + 1:.2f},{rest}", *rows, ""]))
    for name, (run, data) in chosen.items():
        command = ["python", "rerun.py", run.id, "--data", data]
        asked.reruns[name] = (run, lab.start(command, env=ENVIRONMENT))
    say("running rerun.py")


def rerun(lab, name):
    """The run that was to be repeated, the exit code, and the runs that came of it."""
    run, process = STUDIES[lab].reruns[name]
    code = process.wait(PATIENCE)
    return run, code, [each for each in runs(lab) if each.tags.get("rerun_of") == run.id]


@check("repeats a trial from what the server tells of it")
def repeats(lab, rng):
    drawn = STUDIES[lab].drawn
    begin_reruns(lab)
    run, code, made = rerun(lab, "same")
    expect(len(made) == 1).is_true("a run repeats it", f"{len(made)} runs have the tag rerun_of with the trial's id")
    settings_of(lab, made[0], drawn.best, "the rerun")
    for name in ("train_loss", "val_loss"):
        curve(lab, made[0], name, drawn.finished[drawn.best], "the rerun")
    expect(made[0].tags.get("data_sha256")).equals(run.tags.get("data_sha256"))
    artifact(lab, made[0], "model.json")
    artifact(lab, made[0], "curve.png")
    expect(code == 0).is_true("the exit code is 0", f"the same came out, and rerun.py ends with exit code {code}")


@check("refuses to repeat a trial on other data")
def other_data(lab, rng):
    expect("mended" in STUDIES[lab].reruns).is_true("a trial is repeated", "there is no trial to repeat")
    _, code, _ = rerun(lab, "mended")
    same, known = STUDIES[lab].reruns["same"][0], [run.id for run in STUDIES[lab].runs]
    made = [run for run in runs(lab) if run.id not in known and run.tags.get("rerun_of") != same.id]
    expect(code != 0).is_true("the exit code says so", "the data was changed since, and rerun.py ends with exit code 0")
    expect(not made).is_true("no run is begun", "the data was changed since, and a run was begun with it")


@check("says when something else comes out: here the training starts from slightly larger weights")
def other_code(lab, rng):
    drawn = STUDIES[lab].drawn
    command = ["python", "rerun.py", trial(lab, drawn.worst).id, "--data", DATA]
    content = lab.read("model.py")
    lab.write("model.py", CHANGED)
    try:
        ended = lab.run(command, env=ENVIRONMENT, seconds=PATIENCE)
    finally:
        lab.write("model.py", content)
    expect(ended.code != 0).is_true("the exit code says so", "val_loss is another, and rerun.py ends with exit code 0")
