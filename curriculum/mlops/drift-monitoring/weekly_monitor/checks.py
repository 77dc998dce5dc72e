"""A weekly monitor

A model tells of every parcel how likely it is to come late. Its predictions and the labels arrive as files in `inbox/`, when
other people's jobs have run. Write the rest of `monitor.py`, which is started as `python monitor.py` and keeps all it has to
remember in `state/`, in whatever form you like.

- `inbox/predictions-*.csv` holds parcels, as in the file that is there. A parcel may be delivered again, unchanged, in
  another file: it counts once.
- `inbox/labels-*.csv` has the columns `prediction_id,late,reported_at`, with `late` 0 or 1. A label may come before its
  prediction, or twice, or be corrected: the one with the latest `reported_at` counts, whichever file is read first.
- Others take files out of `inbox/` after a run. What has been read once must not be needed again.
- `state/history.csv` has the columns `week,predictions,labels,accuracy,low,high,drifted`, and one line for every week of which
  there are predictions, in their order. `predictions` and `labels` are how many of the week there are. `accuracy` is the
  share of labelled parcels of which `score >= 0.5` says what `late` says, unrounded, `low` and `high` its 95 % interval by
  Wilson, with z = 1.96. All three are empty until 90 % of the week's predictions have labels, since late parcels are
  labelled last. `drifted` names the columns that have drifted, in alphabetical order, with spaces between.
- `state/reports/WEEK.json` is what Evidently's `save_json` writes: all of the week's predictions against `reference.csv`, with
  a p-value (`ValueDrift`) for each of the six columns, by `"ks"` for the four of numbers and `"chisquare"` for `carrier` and
  `service`. Evidently takes few whole numbers for categories unless its `DataDefinition` is told: `stops` is a number. A column
  has drifted if its p-value is less than 0.05 / 6.
- A file that lacks a column or, being cut off, a value ends the run with an exit code other than 0 and leaves
  `state/history.csv` as it is. Once it is whole, the next run takes it in.
"""

import csv
import io
import json
import math
from pathlib import Path
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd
from scipy import stats

from mlestone.proving import check, expect, hints, limits

limits(seconds=600, memory=2048)
hints(
    "Which three things does a run have to know of earlier runs, once the files are gone?",
    "A table with a primary key cannot hold a parcel twice, and SQLite, which Python brings along, can say what happens when "
    "one comes again. A left join keeps parcels without labels; the history can be made from the store, every time.",
    "Read a file whole and look at it before anything of it is stored; for a label, replace the stored one only where the "
    "new `reported_at` is later; write the history beside the old one and put it in its place at the end.",
)

COLUMNS = ["distance", "weight", "stops", "temperature", "carrier", "service"]
HEADER = ["week", "predictions", "labels", "accuracy", "low", "high", "drifted"]
REFERENCE = pd.read_csv(Path(__file__).parent / "answer" / "reference.csv")
PARTS = ("a week", "another week", "a third week")


class World:
    """What happens in three weeks of parcels, and what of it is known when."""

    def __init__(self, rng):
        start = int(rng.integers(10, 40))
        self.names = [f"2026-W{start + number}" for number in range(3)]
        sizes = [10 * int(size) for size in rng.integers(18, 32, size=3)]
        self.weeks = [_parcels(rng, name, size) for name, size in zip(self.names, sizes)]
        self.weeks[1]["distance"] = (self.weeks[1]["distance"] * 2.2).round()
        self.weeks[1]["carrier"] = rng.choice(["blue", "van", "bike"], p=[0.3, 0.4, 0.3], size=sizes[1])
        self.weeks[1]["weight"] = _hardly_moved(self.weeks[1]["weight"])
        self.weeks[2]["temperature"] = (self.weeks[2]["temperature"] + 7).round(1)
        self.truth = {}
        for week in self.weeks:
            late = (rng.random(len(week)) < week["score"]).astype(int)
            self.truth |= dict(zip(week["prediction_id"], late.tolist()))
        self.known = {}
        self.found = set()  # files that were there before the first run

    def labels(self, ids, day, wrong=()):
        """A file of labels that were reported on a day; what is known is the latest of each."""
        rows = []
        for at, name in enumerate(ids):
            late, when = self.truth[name] ^ (name in wrong), f"2026-11-{day:02d}T{at % 24:02d}:30"
            rows.append((name, late, when))
            if name not in self.known or when > self.known[name][1]:
                self.known[name] = (late, when)
        return pd.DataFrame(rows, columns=["prediction_id", "late", "reported_at"])

    def expected(self, week):
        rows = self.weeks[week]
        labelled = rows[rows["prediction_id"].isin(self.known)]
        line = {"week": self.names[week], "predictions": len(rows), "labels": len(labelled)}
        if 10 * len(labelled) < 9 * len(rows):
            return line | {"accuracy": None, "low": None, "high": None}
        late = np.array([self.known[name][0] for name in labelled["prediction_id"]])
        share, n, z = float(((labelled["score"] >= 0.5) == (late == 1)).mean()), len(labelled), 1.96
        half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        centre = (share + z * z / (2 * n)) / (1 + z * z / n)
        return line | {"accuracy": share, "low": centre - half, "high": centre + half}


def _parcels(rng, week, rows):
    distance, stops = np.exp(rng.normal(5.3, 0.7, rows)).round(), rng.poisson(3, rows)
    carrier = rng.choice(["blue", "red", "van"], p=[0.5, 0.3, 0.2], size=rows)
    logit = 1.3 * np.log(distance / 200) + 0.4 * (stops - 3) + 2 * (carrier == "van") - 1.5
    score = (1 / (1 + np.exp(-logit))).round(3)
    score[rng.permutation(rows)[:7]] = 0.5
    numbers = rng.permutation(9000)[:rows] + 1000
    return pd.DataFrame({
        "prediction_id": [f"{week[-3:].lower()}-{number}" for number in numbers],
        "week": week,
        "distance": distance,
        "weight": np.exp(rng.normal(0.8, 0.6, rows)).round(2),
        "stops": stops,
        "temperature": rng.normal(8, 4, rows).round(1),
        "carrier": carrier,
        "service": rng.choice(["standard", "express"], p=[0.75, 0.25], size=rows),
        "score": score,
    })


def _hardly_moved(weight):
    """So far that the p-value is less than 0.05, and not than 0.05 / 6."""
    factors = np.exp(np.linspace(-0.4, 0.4, 161))
    chances = [stats.ks_2samp(REFERENCE["weight"], (weight * factor).round(3)).pvalue for factor in factors]
    nearest = np.argmin(np.abs(np.log(np.maximum(chances, 1e-9) / 0.02)))
    return (weight * factors[nearest]).round(3)


_worlds = WeakKeyDictionary()


def world(lab, rng):
    """The same for all checks of an attempt. The first of them clears what the folder held."""
    if lab not in _worlds:
        _worlds[lab] = World(rng)
        lab.remove("state")
        empty_inbox(lab)
        _worlds[lab].found = set(lab.files("*"))
    return _worlds[lab]


def empty_inbox(lab):
    for path in lab.files("inbox/*"):
        lab.remove(path)


def put(lab, name, table):
    lab.write(f"inbox/{name}.csv", table.to_csv(index=False))


def run(lab):
    done = lab.run("python monitor.py", seconds=200)
    expect(done.code == 0).is_true("the run ends with exit code 0", f"a run ends with exit code {done.code}")


def history(lab):
    """The lines of the history, as dicts."""
    lines = list(csv.reader(io.StringIO(lab.text("state/history.csv"))))
    expect(lines[0] if lines else []).equals(HEADER)
    lengths = {len(line) for line in lines}
    expect(lengths == {len(HEADER)}).is_true("every line has seven fields", "a line of the history has not seven fields")
    return [dict(zip(HEADER, line)) for line in lines[1:]]


def line_of(lab, name, part):
    """The one line of a week."""
    found = [line for line in history(lab) if line["week"] == name]
    said = f"the history has {len(found)} lines of {part}, expected 1"
    expect(len(found) == 1).is_true("one line of every week", said)
    return found[0]


def number(text):
    try:
        return float(text)
    except ValueError:
        return math.nan


def counts_are_right(lab, here, week):
    part, wanted = PARTS[week], here.expected(week)
    line = line_of(lab, here.names[week], part)
    for name in ("predictions", "labels"):
        got = number(line[name])
        said = f"of {wanted[name]} {name} of {part}, {line[name] or 'none'} are counted"
        expect(got == wanted[name]).is_true(f"{name} are counted once", said)


def quality_is_right(lab, here, week):
    part, wanted = PARTS[week], here.expected(week)
    line = line_of(lab, here.names[week], part)
    for name in ("accuracy", "low", "high"):
        if wanted[name] is None:
            said = f"{name} of {part} is told although too few labels are there"
            expect(line[name] == "").is_true(f"{name} is empty while labels are missing", said)
            continue
        said = f"{name} of {part} is {line[name] or 'empty'}, expected {wanted[name]:.6f}"
        expect(abs(number(line[name]) - wanted[name]) < 1e-5).is_true(f"{name} is right", said)


def p_values(lab, name):
    """What Evidently has found: a p-value for each column."""
    try:
        report = json.loads(lab.text(f"state/reports/{name}.json"))
        values = {
            metric["config"]["column"]: float(metric["value"])
            for metric in report["metrics"]
            if metric["metric_name"].startswith("ValueDrift(")
        }
    except (ValueError, KeyError, TypeError, AttributeError):
        values = {}
    said = "the report is not what Evidently's save_json writes, with a ValueDrift of each of the six columns"
    expect(sorted(values) == sorted(COLUMNS)).is_true("a p-value of each column", said)
    return values


def report_is_right(lab, here, week):
    part, found = PARTS[week], p_values(lab, here.names[week])
    rows = here.weeks[week]
    for column in COLUMNS:
        if column in ("carrier", "service"):
            old, new = (table[column].value_counts() for table in (REFERENCE, rows))
            names = old.index.union(new.index)
            old, new = old.reindex(names, fill_value=0), new.reindex(names, fill_value=0)
            with np.errstate(all="ignore"):
                wanted = stats.chisquare(new, old * (len(rows) / len(REFERENCE))).pvalue
        else:
            wanted = stats.ks_2samp(REFERENCE[column], rows[column]).pvalue
        said = f"the p-value of {column} in {part} is not that of all its predictions against the reference"
        expect(abs(found[column] - wanted) <= 1e-6 + 0.01 * wanted).is_true("p-values are those of all predictions", said)
    wanted = " ".join(sorted(column for column in COLUMNS if found[column] < 0.05 / 6))
    got = line_of(lab, here.names[week], part)["drifted"]
    said = f"the history names other columns of {part} than those whose p-value is less than 0.05 / 6"
    expect(got == wanted).is_true("the history names the columns that drifted", said)


@check("starts with labels alone, and keeps them for the predictions that are still to come")
def early_labels(lab, rng):
    here = world(lab, rng)
    first = here.weeks[0]["prediction_id"]
    put(lab, "labels-1-early", here.labels(first[: len(first) // 10 * 9], day=8))
    run(lab)
    expect(len(history(lab)) == 0).is_true("no week without predictions", "the history holds a week without predictions")


def cut(table):
    """A file of a table, the last line of which lacks its last value."""
    body = table.to_csv(index=False)
    end = body.index("\n", len(body) * 6 // 10)
    return body[: body.rindex(",", 0, end)] + "\n"


@check("refuses a file that was cut off or lacks a column, and leaves the history as it is")
def cut_off(lab, rng):
    here = world(lab, rng)
    empty_inbox(lab)
    before = history(lab)
    old = here.weeks[0].iloc[:40].assign(late=1, reported_at="2026-11-01T07:30")[["prediction_id", "late", "reported_at"]]
    put(lab, f"predictions-{here.names[0]}", here.weeks[0])  # nothing is wrong with this one
    for name, body, what in (
        (f"predictions-{here.names[1]}", here.weeks[1].drop(columns="service").to_csv(index=False), "of predictions without a column"),
        ("labels-1-cut", cut(old), "of labels that was cut off"),
        (f"predictions-{here.names[2]}", cut(here.weeks[2]), "of predictions that was cut off"),
    ):
        lab.write(f"inbox/{name}.csv", body)
        done = lab.run("python monitor.py", seconds=200)
        expect(done.code != 0).is_true("the run says that it failed", f"a run with a file {what} ends with exit code 0")
        same = history(lab) == before
        expect(same).is_true("the history is as it was", f"the history is another one after a run with a file {what}")
        lab.remove(f"inbox/{name}.csv")


@check("has one line for every week, and counts a parcel once that is delivered twice")
def every_week(lab, rng):
    here = world(lab, rng)
    put(lab, f"predictions-{here.names[0]}", here.weeks[0])
    put(lab, f"predictions-{here.names[1]}", here.weeks[1].iloc[:110])
    put(lab, f"predictions-{here.names[2]}", here.weeks[2])  # the same file, now whole
    run(lab)
    put(lab, f"predictions-{here.names[1]}-again", here.weeks[1].iloc[70:])
    quick = sorted(here.weeks[1]["prediction_id"], key=lambda name: here.truth[name])  # those in time come first
    put(lab, "labels-2", here.labels(quick[: len(quick) * 88 // 100], day=9))
    run(lab)
    for week in (0, 1, 2):
        counts_are_right(lab, here, week)
    weeks = [line["week"] for line in history(lab)]
    expect(weeks == here.names).is_true("weeks in their order", "the history holds other weeks, or not in their order")
    apart = ("inbox/", "state/", ".")
    beside = [path for path in lab.files("*") if path not in here.found and not path.startswith(apart) and "__pycache__" not in path]
    expect(not beside).is_true("all is kept in state/", f"a run leaves {' and '.join(sorted(beside)[:1])}, which is not in state/")


@check("tells quality with Wilson's interval, and not before 90 % of the labels are there")
def quality(lab, rng):
    here = world(lab, rng)
    for week in (0, 1, 2):
        quality_is_right(lab, here, week)


@check("has Evidently compare all predictions of a week with the reference")
def reports(lab, rng):
    here = world(lab, rng)
    for week in (0, 1, 2):
        report_is_right(lab, here, week)


@check("changes nothing when it is run again")
def again(lab, rng):
    here = world(lab, rng)
    before = history(lab)
    run(lab)
    same = history(lab) == before
    expect(same).is_true("the history is the same", "the history is another one after a second run on the same files")
    for week in (0, 1, 2):
        counts_are_right(lab, here, week)


@check("takes late, repeated and corrected labels into weeks whose files are long gone")
def late_labels(lab, rng):
    here = world(lab, rng)
    empty_inbox(lab)
    ids = list(here.weeks[0]["prediction_id"])
    # In the order of names, the outdated file is read last; in the order of writing, first.
    put(lab, "labels-9-outdated", here.labels(ids[:40], day=3, wrong=set(ids[:40])))
    put(lab, "labels-3", here.labels(ids[20:60], day=9))
    put(lab, "labels-4-corrected", here.labels(ids[100:110], day=15, wrong=set(ids[100:110])))
    put(lab, "labels-5", here.labels(list(here.weeks[1]["prediction_id"]), day=18))
    run(lab)
    for week in (0, 1, 2):
        counts_are_right(lab, here, week)
        quality_is_right(lab, here, week)
