"""Tracked without a network

Where the pumps stand there is no network. Finish `study.py` and `weekly.py`, so that both track with Comet's offline
experiments (project `pumps`): archives in the folder `outbox`, which somebody carries out, uploads and empties now and then.

`python study.py --data pumps.csv --rates 0.01 0.1 220 --decay 0.01 --batch 32 --epochs 20 --seed 7` makes one experiment,
and so one archive, for each rate:

- Parameters `rate`, `decay`, `batch`, `epochs`, `seed`; other `data_sha256`: the SHA-256 of the data file's bytes, in hex.
- Metrics `train_loss` and `val_loss` of every epoch, at the epoch's number as step.
- A training that finishes logs its last model as the model `pumps`: one file, as `as_json()` writes it. One that raises
  `Diverged` keeps what was tracked so far and gets the tag `diverged`; the study goes on, and the exit code is 0.
- In the end the file `deployed.json` holds `{"experiment": KEY}`, and whatever else you want to keep there: the key of the
  finished experiment whose last `val_loss` is lowest.

`python weekly.py 31 --rows week_31.csv --data pumps.csv` goes on with that experiment, in a further archive. At the week as
step it tracks `rows`, how many there were, and for each feature `missing_…`, the share without a reading, and `psi_…`, how
far `drift.psi` finds it from the training rows (`readings(data, part="train")`): `missing_age`, `psi_age`. A feature without
any reading that week has no psi. A week is tracked once: asked again, also when the outbox has been emptied,
`weekly.py` adds nothing, and its exit code is 0.

Archives leave the house. They hold none of what Comet collects by itself: the program's source and path, what it prints,
installed packages, name and load of the machine.
"""

import hashlib
import io
import json
import math
import tempfile
import zipfile
from dataclasses import asdict
from pathlib import Path

import numpy as np

from mlestone.proving import check, expect, hints, limits, shared

from ..shared import drift
from ..shared import model as pumps
from ..shared.studies import DATA, Study, trained

limits(seconds=400)
shared("model.py", "drift.py", "pumps.csv")
hints(
    "What is in an archive you have made? It is a zip file, and `messages.json` in it is a text.",
    "Every option of `OfflineExperiment` whose name begins with `log_` or `auto_` is something it collects unless told "
    "otherwise. And what does an experiment have that a later process could name it by?",
    "`ExistingOfflineExperiment` goes on with the experiment whose key it is given. Which weeks have been tracked has to be "
    "kept somewhere that nobody empties.",
)

PATIENCE = 150  # seconds
STUDIES = {}  # of each lab: what was asked
COLLECTED = {
    "installed_packages": "a list of installed packages",
    "os_packages": "a list of the machine's packages",
    "system_details": "the machine's name and the command line",
    "system_info": "details of the machine",
    "standard_output": "what was printed",
    "file_name": "the path of the program",
}


# ---- what is asked ----------------------------------------------------------------------------------------------


class Drawn(Study):
    """A drawn study, with what has to come out of it."""

    def _tells_apart(self, rng):
        """Draw, and say whether this tells right from wrong: the best, neither first nor last, is so by far."""
        self.data = _fleet(rng)
        self.rows = _read(self.data, pumps.read)
        self.decay = float(rng.choice([0.004, 0.006, 0.008, 0.012, 0.02]))
        self.batch, self.epochs, self.seed = (int(rng.integers(low, high)) for low, high in ((13, 24), (7, 13), (1, 1000)))
        bad = round(2.2 / self.decay, 1)
        finite = {round(float(np.exp(rng.uniform(np.log(0.02), np.log(6)))), 3) for _ in range(3)}
        trials = {rate: trained(self.rows, self.settings(rate)) for rate in (*finite, bad)}
        self.epochs_of = {rate: epochs for rate, (epochs, _) in trials.items()}
        self.finished = [rate for rate, (_, error) in trials.items() if error is None]
        if len(self.finished) != 3 or len(self.epochs_of[bad]) < 2:
            return False
        last = {rate: self.epochs_of[rate][-1].val_loss for rate in self.finished}
        self.best, *others = sorted(self.finished, key=last.get)
        one, two = rng.permutation(others).tolist()
        self.rates = [one, self.best, bad, two] if rng.random() < 0.5 else [one, bad, self.best, two]
        return last[others[0]] - last[self.best] > 1e-3


def _fleet(rng, number=360):
    """Pumps as in pumps.csv, others each time."""
    columns = _columns(rng, number)
    vibration, temperature, pressure, age = columns.values()
    logits = 1.3 * (vibration - 2.8) + 0.09 * (temperature - 61) - 0.9 * (pressure - 4.2) + 0.008 * (age - 90) - 0.4
    failed = rng.random(number) < 1 / (1 + np.exp(-logits))
    parts = rng.permutation(["train"] * 200 + ["val"] * 80 + ["test"] * 80)
    return _csv({"part": parts, **columns, "failed": failed.astype(int)})


def _columns(rng, number):
    return {
        "vibration": rng.gamma(4.0, 0.7, number).round(2),
        "temperature": rng.normal(61, 6, number).round(1),
        "pressure": rng.normal(4.2, 0.5, number).round(2),
        "age": rng.integers(1, 180, number),
    }


def _csv(columns):
    rows = [",".join("" if value is None else str(value) for value in row) for row in zip(*columns.values())]
    return "\n".join([",".join(columns), *rows, ""])


def _week(rng, hotter, dead):
    """A week's readings: some are missing, those of a dead sensor all."""
    number = int(rng.integers(60, 90))
    columns = {name: values.tolist() for name, values in _columns(rng, number).items()}
    columns["temperature"] = [round(value + hotter, 1) for value in columns["temperature"]]
    for name, values in columns.items():
        lost = number if name == dead else int(rng.integers(2, 9))
        for at in rng.permutation(number)[:lost]:
            values[at] = None
    return _csv(columns)


def _read(text, reader, **how):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / DATA
        path.write_text(text)
        return reader(str(path), **how)


# ---- what the archives hold -------------------------------------------------------------------------------------


class Archive:
    """An archive, opened."""

    def __init__(self, path, content):
        self.path, self.content = path, content
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            told = json.loads(file.read("experiment.json"))
            self.messages = [json.loads(line) for line in file.read("messages.json").splitlines() if line.strip()]
            self.files = {name: file.read(name) for name in file.namelist()}
        self.key, self.project, self.tags = told["offline_id"], told.get("project_name"), told.get("tags") or []
        self.is_new = told.get("resume_strategy") == "create"
        self.parameters = {
            each["param"]["paramName"]: each["param"]["paramValue"]
            for each in self._payloads("parameter_msg")
            if each.get("param")
        }
        self.others = {each["key"]: each["value"] for each in self._payloads("log_other")}

    def _payloads(self, kind):
        return [message["payload"] for message in self.messages if message["type"] == kind]

    def series(self, name):
        """Steps and values of a metric, by step."""
        told = [each["metric"] for each in self._payloads("metric_msg") if each["metric"]["metricName"] == name]
        return sorted(((each["step"], _number(each["metricValue"])) for each in told), key=lambda pair: pair[0] or 0)

    def uploads(self):
        return self._payloads("file_upload")

    def models(self):
        """The files of the model `pumps`."""
        return [
            self.files.get(each["file_path"], b"")
            for each in self.uploads()
            if each["upload_type"] == "model-element" and each["additional_params"].get("groupingName") == "pumps"
        ]


def _number(value):
    try:
        return float(value)
    except (TypeError, ValueError):
        return value


def archives(lab):
    """What is in the outbox."""
    found = []
    for path in lab.files("outbox/*.zip"):
        with lab.asking(f"open {path}"):
            found.append(Archive(path, lab.read(path)))
    return found


def of_rate(lab, rate):
    """The archive of a rate's training."""
    made = STUDIES[lab].made
    found = [each for each in made if _number(each.parameters.get("rate")) == rate]
    expect(len(found) == 1).is_true(
        "each rate has an archive", f"{len(found)} of {len(made)} archives have the parameter rate {rate:g}"
    )
    return found[0]


def point(archive, name, step, what):
    """The one value of a metric in an archive, which has to stand at this step."""
    series = archive.series(name)
    expect(len(series) == 1).is_true("it is there once", f"{what} has {len(series)} values of {name}")
    at = series[0][0] == step
    expect(at).is_true("it stands at the week", f"{name} of {what} does not stand at the week as its step")
    return series[0][1]


# ---- the checks -------------------------------------------------------------------------------------------------


class Asked:
    """What was asked of a lab, and what came of it."""

    def __init__(self, drawn):
        self.drawn, self.code, self.made, self.weeks, self.archives = drawn, None, [], {}, {}


@check("leaves an archive for each rate in the outbox, also for the one that diverges")
def one_each(lab, rng):
    drawn = Drawn(rng)
    asked = STUDIES[lab] = Asked(drawn)
    lab.write(DATA, drawn.data)
    asked.code = lab.run(drawn.command(), seconds=PATIENCE).code
    asked.made = archives(lab)
    expect(asked.code == 0).is_true("its exit code is 0", f"study.py ends with exit code {asked.code}")
    for rate in drawn.rates:
        of_rate(lab, rate)
    number = len(drawn.rates)
    expect(len(asked.made) == number).is_true("there are no others", f"{len(asked.made)} archives for {number} rates")


@check("records project, settings and hash of the data")
def settings(lab, rng):
    drawn = STUDIES[lab].drawn
    for rate in drawn.rates:
        made = of_rate(lab, rate)
        expect(made.project).equals("pumps")
        asked = asdict(drawn.settings(rate))
        for name in asked:
            expect(name in made.parameters).is_true("each is there", f"an experiment has no parameter {name}")
        told = {name: _number(made.parameters[name]) for name in asked}
        expect(told).close({name: float(value) for name, value in asked.items()})
        right = made.others.get("data_sha256") == hashlib.sha256(drawn.data.encode()).hexdigest()
        expect(right).is_true("the hash is right", "the other data_sha256 is not the SHA-256 of the data file's bytes")


@check("keeps the whole curves: each epoch's losses, at its step")
def curves(lab, rng):
    drawn = STUDIES[lab].drawn
    for rate, epochs in drawn.epochs_of.items():
        for name in ("train_loss", "val_loss"):
            series = of_rate(lab, rate).series(name)
            expect(len(series) > 1).is_true("it is a curve", f"{name} has {len(series)} values: a curve has one for each epoch")
            steps = [step for step, _ in series]
            where = "without a step" if steps[0] is None else f"at the step {steps[0]}"
            expect(len(set(steps)) > 1).is_true("each has its step", f"all values of {name} stand {where}")
            expect(steps).equals([epoch.number for epoch in epochs])
            expect([value for _, value in series]).close([getattr(epoch, name) for epoch in epochs])


@check("logs the last model of each training that finished, and tags the one that diverged")
def models(lab, rng):
    drawn = STUDIES[lab].drawn
    for rate, epochs in drawn.epochs_of.items():
        made, finished = of_rate(lab, rate), rate in drawn.finished
        what = "finished" if finished else "diverged"
        tagged = "diverged" in made.tags
        expect(tagged != finished).is_true("tags tell", f"a training that {what} has the tags {sorted(made.tags)}")
        if finished:
            number = len(made.models())
            expect(number == 1).is_true("its model is one file", f"a training that finished has {number} files of the model pumps")
            try:
                loss = pumps.Model.from_json(made.models()[0].decode()).loss(drawn.rows["val"])
            except (ValueError, KeyError, TypeError):
                loss = math.nan
            same = abs(loss - epochs[-1].val_loss) <= 1e-6 * epochs[-1].val_loss
            expect(same).is_true("it is the last one", "a model's file does not hold the last model of its training")


@check("writes the key of the best experiment into deployed.json")
def deployed(lab, rng):
    drawn = STUDIES[lab].drawn
    told = key(lab)
    expect(told in [each.key for each in STUDIES[lab].made]).is_true(
        "it is a key", "what deployed.json names is the key of no archive"
    )
    expect(told == of_rate(lab, drawn.best).key).is_true(
        "it is the best", "deployed.json does not name the experiment whose last val_loss is lowest"
    )


def key(lab):
    try:
        return json.loads(lab.text("deployed.json"))["experiment"]
    except (ValueError, KeyError, TypeError):
        expect(False).is_true("deployed.json names an experiment", 'deployed.json is no JSON object with the key "experiment"')


def track(lab, rng, week, hotter, dead):
    """Have a week tracked; the archives that came of it."""
    asked = STUDIES[lab]
    rows = _week(rng, hotter, dead)
    lab.write(f"week_{week}.csv", rows)
    before = {each.path: each.content for each in archives(lab)}
    ended = lab.run(weekly(week), seconds=PATIENCE)
    asked.weeks[week] = _read(rows, drift.readings)
    asked.archives[week] = [each for each in archives(lab) if before.get(each.path) != each.content]
    expect(ended.code == 0).is_true("its exit code is 0", f"weekly.py ends with exit code {ended.code}")


def weekly(week):
    return ["python", "weekly.py", str(week), "--rows", f"week_{week}.csv", "--data", DATA]


def of_week(lab, week):
    made = STUDIES[lab].archives.get(week, [])
    expect(len(made) == 1).is_true("a week adds one archive", f"{len(made)} archives were added by a week")
    return made[0]


@check("goes on with the deployed experiment, a point a week")
def goes_on(lab, rng):
    first = int(rng.integers(2, 40))
    track(lab, rng, first, hotter=2.0, dead=None)
    track(lab, rng, first + 1, hotter=6.0, dead=str(rng.choice(["vibration", "pressure"])))
    for week, rows in STUDIES[lab].weeks.items():
        made = of_week(lab, week)
        expect(made.key == key(lab)).is_true("it is the same", "a week's archive belongs to another experiment than the deployed one")
        expect(not made.is_new).is_true(
            "it goes on with it", "a week's archive begins the deployed experiment anew, which an upload refuses"
        )
        expect(point(made, "rows", week, "a week")).equals(float(len(rows["age"])))


@check("compares each week with the training rows, and tells a drift from a dead sensor")
def drifted(lab, rng):
    weeks = STUDIES[lab].weeks
    expect(len(weeks) == 2).is_true("weeks are tracked", "no two weeks could be tracked")
    reference = _read(STUDIES[lab].drawn.data, drift.readings, part="train")
    for week, rows in weeks.items():
        made = of_week(lab, week)
        for name, values in rows.items():
            missing = float(np.isnan(values).mean())
            expect(point(made, f"missing_{name}", week, "a week")).close(missing)
            if missing < 1:
                found = point(made, f"psi_{name}", week, "a week")
                known = drift.psi(reference[name], values)
                near = isinstance(found, float) and abs(found - known) <= 1e-6 * max(known, 1)
                expect(near).is_true("it is the distance from the training rows", "a psi is not that between training rows and week")
                continue
            silent = not made.series(f"psi_{name}")
            expect(silent).is_true("a dead sensor has no psi", "a feature without any reading has a psi all the same")


@check("tracks a week once, however often it is asked to")
def once(lab, rng):
    weeks = STUDIES[lab].weeks
    expect(len(weeks) == 2).is_true("weeks are tracked", "no two weeks could be tracked")
    for path in lab.files("outbox/*"):  # carried out
        lab.remove(path)
    ended = lab.run(weekly(min(weeks)), seconds=PATIENCE)
    added = lab.files("outbox/*.zip")
    expect(not added).is_true("nothing is added", "the outbox was emptied, and a week that was tracked before is tracked again")
    expect(ended.code == 0).is_true("its exit code is 0", f"weekly.py ends with exit code {ended.code}")


@check("leaves in the archives nothing that Comet collects by itself")
def quiet(lab, rng):
    asked = STUDIES[lab]
    made = [*asked.made, *(each for week in asked.archives.values() for each in week)]
    expect(len(made) > 0).is_true("there are archives", "there are no archives")
    for archive in made:
        kinds = {message["type"] for message in archive.messages}
        leaked = [what for kind, what in COLLECTED.items() if kind in kinds]
        if any(upload["upload_type"] == "source_code" for upload in archive.uploads()):
            leaked.append("source code")
        if archive.series("sys.load.avg") or archive.series("sys.cpu.percent.avg"):
            leaked.append("the machine's load")
        expect(not leaked).is_true("they hold what was asked for", f"an archive holds {', '.join(leaked)}")
