"""A report on files larger than the workers

Trips on hired bikes come as a folder of Parquet files, one for each month. The cluster has two workers with 448 MiB each, of
which 190 are gone before they have read anything; one that needs more is killed. Write `report(folder)` in `report.py`, so that
`python report.py FOLDER OUT tcp://127.0.0.1:8786` leaves three tables in `OUT`:

- `zones.csv`: `zone,trips,bikes,fares,minutes`, one line for each zone, in alphabetical order: how many trips began there,
  on how many different bikes, the sum of their fares and the mean of their minutes. Trips without a zone count as the zone
  `unknown`, if there are any.
- `hours.csv`: `hour,trips`, for each hour of the day from 0 to 23 how many trips started in it, also where that is 0.
- `longest.csv`: `started,bike,minutes` of the five trips with the most minutes, from the longest on.

All files of the folder count, however many there are; a month may be without trips. Numbers are not rounded. The cluster does
the work: no worker is killed, `report.py` itself needs at most 448 MiB, and the scheduler receives **one** graph, in which all
three tables are computed. The small tables it brings may be put in order with pandas.

To try it: `python make_trips.py trips` makes a year that fits into no worker (19 MB on the disk). `python cluster.py` starts the
cluster; after each report it tells how many graphs came, how many workers were killed and how much memory they needed. The
checks bring their own `make_trips.py` and `cluster.py`.
"""

import csv
import io
import json
import math
import re
import runpy
from pathlib import Path
from weakref import WeakKeyDictionary

import pandas as pd

from mlestone.proving import check, expect, hints, limits, say

limits(seconds=600, memory=3072, disk=256)
hints(
    "How many megabytes is one piece of your table, once it is read? The text of a zone is in a file once, and in memory in "
    "every row.",
    "`dd.read_parquet` decides by the first file how all of them are cut, and can be told to cut at row groups; "
    "`dask.compute` takes any number of tables that are not yet computed.",
    "Describe all tables first: groupby with `agg` and `nunique`, `size` by `dt.hour`, `nlargest`, then hand them to one "
    "`dask.compute`. What comes back is small: missing hours, order and names are pandas' work.",
)

ANSWER = Path(__file__).parent / "answer"
MAKE = runpy.run_path(str(ANSWER / "make_trips.py"))
ADDRESS = "tcp://127.0.0.1:8786"
MEMORY = 448  # MiB, as in cluster.py
TABLES = {
    "zones": ["zone", "trips", "bikes", "fares", "minutes"],
    "hours": ["hour", "trips"],
    "longest": ["started", "bike", "minutes"],
}
MEASURED = '''"""Runs a command, and tells in peak.json how many MiB of memory it has needed."""
import json, resource, subprocess, sys
code = subprocess.run([sys.executable, *sys.argv[1:]]).returncode
with open("peak.json", "w") as file:
    json.dump(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024, file)
sys.exit(code if code >= 0 else 128 - code)
'''


class Played:
    """Three folders, and what became of them. All is run once, at the first check, and the others look at it too."""

    def __init__(self, rng):
        self.folders = {"months": _months(rng), "odd": _odd(rng), "year": MAKE["year"](int(rng.integers(2**31)))}
        self.codes, self.logs, self.peaks, self.texts, self.graphs = {}, {}, {}, {}, {}
        self.killed, self.peak = 0, 0.0

    def run(self, lab):
        for name in ("make_trips.py", "cluster.py"):
            lab.write(name, (ANSWER / name).read_bytes())
        lab.write("measured.py", MEASURED)
        for name in ("trips", "out", "cluster.json", *self.folders):
            lab.remove(name)
        for folder, files in self.folders.items():
            for name, groups in files.items():
                body = io.BytesIO()
                MAKE["write"](body, groups)
                lab.write(f"{folder}/{name}", body.getvalue())
        cluster = lab.server("python cluster.py", port=8786, seconds=120)
        lab.until(lambda: "ready" in cluster.output or not cluster.running, 120)
        for folder in self.folders:
            self._report(lab, folder)
        cluster.kill()

    def _report(self, lab, folder):
        before = len(_seen(lab)["clients"])
        lab.remove("peak.json")
        done = lab.run(f"python measured.py report.py {folder} out/{folder} {ADDRESS}", seconds=240)
        self.codes[folder], self.logs[folder] = done.code, done.log
        self.peaks[folder] = json.loads(lab.text("peak.json"))
        lab.until(lambda: _seen(lab)["told"] >= len(_seen(lab)["clients"]), 60)
        seen = _seen(lab)
        self.graphs[folder] = sum(client["graphs"] for client in seen["clients"][before:])
        self.killed, self.peak = seen["killed"], seen["peak"]
        say(f"{folder}: {self.graphs[folder]} graphs; workers needed at most {self.peak:.0f} MiB, report.py {self.peaks[folder]:.0f}")
        for table in TABLES:
            path = f"out/{folder}/{table}.csv"
            self.texts[folder, table] = lab.text(path) if lab.exists(path) else None


def _seen(lab):
    """What the cluster has seen so far."""
    return json.loads(lab.text("cluster.json"))


def _months(rng):
    """Three months of plain trips, of very different sizes."""
    sizes = rng.permutation([20, 150, 700]) + rng.integers(0, 20, size=3)
    return {f"2026-{at:02d}.parquet": [(_trips(rng, at, int(size)), 1)] for at, size in enumerate(sizes, 1)}


def _odd(rng):
    """Some trips lack their zone, nobody rides late in the evening, and in one of the months nobody rides at all."""
    empty = int(rng.integers(2, 5))
    files = {}
    for at in range(1, 5):
        sizes = rng.integers(40, 90, size=2).tolist()
        parts = [_trips(rng, at, size, unknown=0.2, hours=19) for size in sizes]
        files[f"2026-{at:02d}.parquet"] = [] if at == empty else [(part, 1) for part in parts]
    return files


def _trips(rng, month, rows, unknown=0.0, hours=24):
    table = MAKE["trips"](rng, month, rows, unknown, hours)
    table["minutes"] = 8 + rng.permutation(rows) / 8 + month / 100 + rng.random() / 1000  # no two are equally long
    return table


_played = WeakKeyDictionary()


def played(lab, rng):
    if lab not in _played:
        _played[lab] = Played(rng)
        _played[lab].run(lab)
    return _played[lab]


def ended(here, folder):
    code = here.codes.get(folder)
    if code is None:
        said = "report.py has not come to its end"
    elif folder == "year" and here.killed:
        said = "a worker was killed, since it needed more memory than it has, and the report with it"
    else:
        raised = re.findall(r"^[\w.]*(?:Error|Exception|KilledWorker)\b", here.logs[folder], flags=re.MULTILINE)
        said = f"report.py ends with exit code {code}" + (f", by {raised[-1]}" if raised else "")
    expect(code == 0).is_true("report.py ends with exit code 0", said)


def rows(here, folder, table):
    """The lines of a table that report.py has left, as dicts of texts."""
    text, header = here.texts[folder, table], TABLES[table]
    expect(text is not None).is_true(f"there is a {table}.csv", f"there is no {table}.csv")
    lines = [line for line in csv.reader(io.StringIO(text)) if line]
    said = f"{table}.csv begins with {','.join(lines[0]) if lines else 'nothing'}"
    expect(lines[:1] == [header]).is_true(f"{table}.csv begins with {','.join(header)}", said)
    whole = all(len(line) == len(header) for line in lines)
    expect(whole).is_true(f"each line of {table}.csv has {len(header)} fields", f"a line of {table}.csv has other fields")
    return [dict(zip(header, line)) for line in lines[1:]]


def number(text):
    try:
        return float(text)
    except ValueError:
        return math.nan


def same(got, wanted, what):
    said = f"{what} is {got or 'empty'}, expected {wanted:.10g}"
    expect(math.isclose(number(got), wanted, rel_tol=1e-6, abs_tol=1e-9)).is_true(f"{what} is right", said)


def trips_of(files):
    """All trips of a folder; `times` is how often each is in it."""
    parts = [part.assign(times=times) for groups in files.values() for part, times in groups]
    return pd.concat(parts, ignore_index=True)


def zones_are_right(here, folder):
    ended(here, folder)
    trips = trips_of(here.folders[folder])
    trips["zone"] = trips["zone"].fillna("unknown")
    lines = rows(here, folder, "zones")
    names, known = [line["zone"] for line in lines], sorted(set(trips["zone"]))
    missing = "unknown" in known and "unknown" not in names
    expect(not missing).is_true("trips without a zone are counted", "there is no line of the zone unknown")
    expect(sorted(names) == known).is_true("one line for each zone", "zones.csv has not one line for each zone")
    expect(names == known).is_true("zones stand in alphabetical order", "the zones do not stand in alphabetical order")
    groups = dict(list(trips.groupby("zone")))
    for line in lines:
        own = groups[line["zone"]]
        count = int(own["times"].sum())
        same(line["trips"], count, "the number of trips of a zone")
        same(line["fares"], float((own["fare"] * own["times"]).sum()), "the sum of fares of a zone")
        same(line["minutes"], float((own["minutes"] * own["times"]).sum()) / count, "the mean of minutes of a zone")
        same(line["bikes"], own["bike"].nunique(), "the number of different bikes of a zone")


def hours_are_right(here, folder):
    ended(here, folder)
    trips = trips_of(here.folders[folder])
    counts = trips.groupby(trips["started"].dt.hour)["times"].sum().reindex(range(24), fill_value=0)
    lines = rows(here, folder, "hours")
    told = [number(line["hour"]) for line in lines]
    said = f"hours.csv tells of {len(told)} hours, or not in their order"
    expect(told == list(range(24))).is_true("hours.csv tells of the hours 0 to 23, in order", said)
    for line, count in zip(lines, counts.tolist()):
        same(line["trips"], count, "the number of trips of an hour")


def longest_are_right(here, folder):
    ended(here, folder)
    wanted = trips_of(here.folders[folder]).nlargest(5, "minutes")
    lines = rows(here, folder, "longest")
    expect(len(lines) == 5).is_true("longest.csv has five lines", f"longest.csv has {len(lines)} lines")
    for line, trip in zip(lines, wanted.to_dict("records")):
        same(line["minutes"], trip["minutes"], "the length of one of the longest trips")
        same(line["bike"], trip["bike"], "the bike of one of the longest trips")
        started = pd.to_datetime(line["started"], errors="coerce")
        expect(started == trip["started"]).is_true("it is told when the trip started", "another start of one of the longest trips")


@check("sums up zones and finds the longest trips, in months of very different sizes")
def months(lab, rng):
    here = played(lab, rng)
    zones_are_right(here, "months")
    longest_are_right(here, "months")


@check("counts the trips of all 24 hours")
def all_hours(lab, rng):
    here = played(lab, rng)
    hours_are_right(here, "months")
    hours_are_right(here, "odd")


@check("keeps trips without a zone, and takes a month without trips")
def odd(lab, rng):
    here = played(lab, rng)
    zones_are_right(here, "odd")
    longest_are_right(here, "odd")


@check("computes all of a report in one graph, on the cluster")
def one_graph(lab, rng):
    here = played(lab, rng)
    ended(here, "months")
    expect(here.graphs["months"] > 0).is_true(
        "the cluster does the work", "the scheduler receives no graph: the tables are made in report.py itself"
    )
    expect(here.graphs["months"] == 1).is_true(
        "the scheduler receives one graph", "the scheduler receives several graphs: whatever asks for a value on the way sends one of its own"
    )


@check("gets through a year that fits into no worker, without one being killed")
def a_year(lab, rng):
    here = played(lab, rng)
    ended(here, "year")
    said = "a worker was killed, since it needed more memory than it has"
    expect(here.killed == 0 and here.peak <= MEMORY).is_true("each worker has the memory it needs", said)


@check("brings only small tables to report.py, which itself stays within 448 MiB")
def small_client(lab, rng):
    here = played(lab, rng)
    ended(here, "year")
    said = f"report.py itself needed more than {MEMORY} MiB: it held what the workers should have summed up"
    expect(here.peaks["year"] <= MEMORY).is_true("report.py stays small", said)


@check("counts every row group of the year")
def year_is_right(lab, rng):
    here = played(lab, rng)
    zones_are_right(here, "year")
    hours_are_right(here, "year")
    longest_are_right(here, "year")
