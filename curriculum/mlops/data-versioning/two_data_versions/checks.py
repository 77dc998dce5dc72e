"""Two data versions, each with its number

A counting station sends the bikes of each month. `prepare.py`, `train.py` and `evaluate.py` (with `table.py` and
`params.yaml`; they stay as they are) predict them from the weather. Write `dvc.yaml` and `release.sh`.

- `dvc.yaml` has the stages `prepare`, `train` and `evaluate`, each `python NAME.py`. A stage reruns when something it reads
  has changed, and only then. `metrics.json` is a metric of DVC's that Git keeps.
- `sh release.sh` begins in a new folder, which holds your files without `station/`, `data/` and all that Git and DVC
  have made. `$STATION` names a folder elsewhere with `january.csv` and `february.csv`, `$STORAGE` another, both from the
  root on. It makes a repository of Git and DVC, with `$STORAGE` as the default remote and two versions, tagged in Git:
  - `v1`: `data/readings.csv` is January's file, byte for byte.
  - `v2`, which comes after it: January's file, followed by February's without its header.
- `data/readings.csv` is tracked by `dvc add`, and the pipeline has run at both. No commit, not even a forgotten one, holds
  a file of `data/` or `model.json` itself. In the end nothing is left to commit.
- Whoever clones the repository, anywhere else, has data, model and metrics of a tag after `git checkout TAG` and
  `dvc pull`, and `dvc repro` finds nothing to do.

`sh rehearse.sh` plays it. The checks bring months of their own; Git knows a name and an address.
"""

import json
import random
import re

import numpy as np
import yaml

from mlestone.proving import check, expect, hints, limits, programs

from ..shared.commands import WHO, dvc

limits(seconds=400, memory=2048)
programs("git")
hints(
    "What has to be where, so that somebody with Git and the storage alone can get January back?",
    "Each version is a round of its own: the data, `dvc add`, `dvc repro`, a commit, a tag. And `dvc push` sends what the "
    "folder holds at that moment.",
    "A remote is written into `.dvc/config`, which travels with Git unless you say `--local`; in `dvc.yaml`, what a script "
    "imports and the parameters it looks up are read just as its data are, and `cache: false` leaves a metric to Git.",
)

PROJECT, COPY, DESK = "project", "desk/of/a/colleague", "desk/of/another"
"""Where release.sh is played, and a clone of what it made: at another depth, so that no path happens to fit. The third is
a copy of the second at v2, in which things are changed."""
MADE = (".git/", ".dvc/", "data/", "station/", "hand/")
STAGES = ["prepare", "train", "evaluate"]
READINGS = "data/readings.csv"


# ---- the station, and what the scripts make of its files --------------------------------------------------


def month(rng, days, level, slope):
    lines = ["day,hour,temperature,rain,bikes"]
    for day in days:
        mild = rng.normal(4, 4)
        for hour in (7, 12, 16, 20):
            temperature = round(float(mild + rng.normal(0, 1.5)), 1)
            rain = round(float(max(0, rng.normal(-0.3, 1))), 1)
            bikes = int(max(0, level + slope * temperature - 14 * rain + rng.normal(0, 12)))
            lines.append(f"{day},{hour},{temperature},{rain},{-1 if rng.random() < 0.03 else bikes}")
    return "\n".join(lines) + "\n"


def versions(lab):
    """The data of each tag."""
    january, february = lab.text("sent/january.csv"), lab.text("sent/february.csv")
    return {"v1": january, "v2": january + february.split("\n", 1)[1]}


def measured(data, alpha=10.0, seed=7):
    """What evaluate.py has to find."""
    rows = [[float(cell) for cell in line.split(",")] for line in data.splitlines()[1:]]
    rows = [row for row in rows if row[4] >= 0]
    days = sorted({row[0] for row in rows})
    kept = set(random.Random(seed).sample(days, round(0.3 * len(days))))
    train, test = (np.array([row for row in rows if (row[0] in kept) == wanted]) for wanted in (False, True))
    means, level = train[:, 2:4].mean(axis=0), train[:, 4].mean()
    centred = train[:, 2:4] - means
    slopes = np.linalg.solve(centred.T @ centred + alpha * np.eye(2), centred.T @ (train[:, 4] - level))
    errors = test[:, 4] - level - (test[:, 2:4] - means) @ slopes
    return float(np.abs(errors).mean())


# ---- commands --------------------------------------------------------------------------------------------


def home(lab):
    """Where the learner's folder lies on their machine."""
    if not lab.exists("sent/here"):
        lab.write("sent/here", lab.run("pwd").output.strip())
    return lab.text("sent/here")


def inside(lab, folder, command, seconds=150):
    """What came of a command in a folder of the learner's machine."""
    places = {"STATION": f"{home(lab)}/sent", "STORAGE": f"{home(lab)}/storage"}
    return lab.run(["sh", "-c", f"cd {folder} && {command}"], seconds=seconds, env=WHO | places)


def goes_through(code, what):
    expect(code == 0).is_true(f"{what} ends with exit code 0", f"{what} ends with exit code {code}")


def released(lab, rng):
    """The folder in which release.sh has been played: once, for all checks."""
    if not lab.exists("sent/january.csv"):
        lab.write("sent/january.csv", month(rng, range(1, 32), int(rng.integers(70, 100)), 4.0))
        lab.write("sent/february.csv", month(rng, range(32, 60), int(rng.integers(120, 150)), 8.0))
        for path in lab.files():
            if not path.startswith((*MADE, "sent/")) and not path.endswith(("dvc.lock", ".dvc")):
                lab.write(f"{PROJECT}/{path}", lab.read(path))
        goes_through(inside(lab, PROJECT, "sh release.sh").code, "release.sh")
    return PROJECT


def copied(lab, rng):
    """A colleague's clone. The folder it came from is gone, and with it the cache of whoever made it."""
    if not lab.exists(f"{COPY}/.git/HEAD"):
        goes_through(inside(lab, ".", f"git clone --quiet {released(lab, rng)} {COPY}").code, "git clone")
        lab.remove(PROJECT)
    return COPY


def pulled(lab, rng, tag):
    """The clone at a tag, with the data of that."""
    folder = copied(lab, rng)
    if lab.exists("sent/at") and lab.text("sent/at") == tag:
        return folder
    lab.remove("sent/at")
    goes_through(inside(lab, folder, f"git checkout --quiet --force {tag}").code, f"git checkout {tag}")
    code, _ = dvc(lab, folder, "pull --force --quiet")
    if code:
        expect(False).is_true(f"dvc pull finds all data of {tag}", _why_not(lab, folder, tag))
    lab.write("sent/at", tag)
    return folder


def desk(lab, rng):
    """A clone at v2 to change things in."""
    if not lab.exists(f"{DESK}/.git/HEAD"):
        goes_through(lab.run(f"cp -R {pulled(lab, rng, 'v2')} {DESK}").code, "cp")
    return DESK


def _why_not(lab, folder, tag):
    config = lab.text(f"{folder}/.dvc/config") if lab.exists(f"{folder}/.dvc/config") else ""
    if "url" not in config:
        return "the clone knows of no remote: .dvc/config, as it is in Git, names none"
    if not re.search(r"^\s*remote\s*=", config, re.MULTILINE):
        return "the clone knows a remote, and not that it is the default one"
    if f"{home(lab)}/storage" not in config:
        return "the clone looks for its data in another folder than $STORAGE"
    return f"dvc pull does not find all data of {tag} in the storage"


def repro(lab, folder, what, options=""):
    """The stages that dvc repro runs."""
    code, log = dvc(lab, folder, f"repro --no-run-cache{options}")
    goes_through(code, f"dvc repro {what}")
    return [stage for stage in STAGES if f"Running stage '{stage}'" in log]


def told(stages):
    return "no stage" if not stages else " and ".join(stages)


# ---- checks ----------------------------------------------------------------------------------------------


@check("release.sh makes both versions in a new folder")
def makes_both(lab, rng):
    folder = released(lab, rng)
    tags = inside(lab, folder, "git tag").output.split()
    for tag in ("v1", "v2"):
        expect(tag in tags).is_true(f"there is a tag {tag}", f"there is no tag {tag}")
    line = inside(lab, folder, "git merge-base --is-ancestor v1 v2 && ! git merge-base --is-ancestor v2 v1")
    expect(line.code == 0).is_true("v2 comes after v1", "v2 is no later commit than v1")


@check("leaves nothing uncommitted")
def all_committed(lab, rng):
    left = inside(lab, released(lab, rng), "git status --porcelain").output
    files = ", ".join(sorted(line[3:] for line in left.splitlines())[:3])
    expect(not left).is_true("git status is clean", f"git status still shows {files}")


@check("leaves pointers, scripts and metrics to Git, and data to no commit of it")
def only_text(lab, rng):
    folder = released(lab, rng)
    listed = inside(lab, folder, "git rev-list --objects --all").output.splitlines()
    paths = {line.partition(" ")[2] for line in listed}
    heavy = sorted(path for path in paths if path == "model.json" or path.endswith(".csv"))
    expect(not heavy).is_true("no commit holds data or the model", f"Git's history holds {', '.join(heavy[:3])}")
    for tag in ("v1", "v2"):
        held = inside(lab, folder, f"git ls-tree -r --name-only {tag}").output.split()
        for path in (f"{READINGS}.dvc", "dvc.yaml", "dvc.lock", "params.yaml", "metrics.json"):
            expect(path in held).is_true(f"{tag} has {path}", f"{tag} in Git has no {path}")


@check("a clone on another desk gets the newest data from the storage")
def newest(lab, rng):
    folder = pulled(lab, rng, "v2")
    _is(lab, f"{folder}/{READINGS}", versions(lab)["v2"], "v2")
    desk(lab, rng)


@check("goes back to the older version, data and number")
def older(lab, rng):
    folder = pulled(lab, rng, "v1")
    data = versions(lab)["v1"]
    _is(lab, f"{folder}/{READINGS}", data, "v1")
    _measures(lab, folder, data, "the metric of v1")


@check("the older number comes out again, to the bit")
def reproduces(lab, rng):
    folder = pulled(lab, rng, "v1")
    again = repro(lab, folder, "at v1")
    expect(not again).is_true(
        "dvc repro at v1 finds nothing to do", f"after dvc pull at v1, dvc repro still runs {told(again)}"
    )
    expect(repro(lab, folder, "--force at v1", " --force")).equals(STAGES)
    changed = inside(lab, folder, "git status --porcelain").output.split()[1::2]
    expect(not changed).is_true("all results are the same again", f"run again, v1 has another {', '.join(changed)}")


@check("lets DVC compare the metrics of the two")
def compares(lab, rng):
    code, log = dvc(lab, copied(lab, rng), "metrics diff v1 v2 --json --precision 9")
    goes_through(code, "dvc metrics diff v1 v2")
    found = _json(log[log.find("{") :]).get("metrics.json", {})
    expect("mean_absolute_error" in found).is_true(
        "metrics.json is a metric whose change DVC tells", "dvc metrics diff v1 v2 tells nothing of metrics.json"
    )
    change = found["mean_absolute_error"]
    for tag, side in (("v1", "old"), ("v2", "new")):
        expected = measured(versions(lab)[tag])
        right = abs(float(change.get(side) or 0) - expected) < 1e-3
        expect(right).is_true(f"the metric of {tag} is that of its data", f"the metric of {tag} is not that of its data")


@check("a broken reading more reruns prepare, and nobody whose input stays as it was")
def broken(lab, rng):
    folder = desk(lab, rng)
    data = versions(lab)["v2"] + "59,20,4.0,0.0,-1\n"
    lab.write(f"{folder}/{READINGS}", data)
    _reruns(lab, folder, ["prepare"], "with one broken reading more")


@check("another parameter reruns the stages that read it, and only those")
def parameters(lab, rng):
    folder = desk(lab, rng)
    alpha = float(rng.integers(2000, 9000))
    params = yaml.safe_load(lab.text(f"{folder}/params.yaml"))
    params["train"]["alpha"] = alpha
    lab.write(f"{folder}/params.yaml", yaml.safe_dump(params))
    _reruns(lab, folder, ["train", "evaluate"], "with another train.alpha")
    _measures(lab, folder, versions(lab)["v2"], "the metric with another train.alpha", alpha=alpha)
    params["prepare"]["seed"] = seed = int(rng.integers(100, 1000))
    lab.write(f"{folder}/params.yaml", yaml.safe_dump(params))
    _reruns(lab, folder, STAGES, "with another prepare.seed")
    _measures(lab, folder, versions(lab)["v2"], "the metric with another prepare.seed", alpha=alpha, seed=seed)


@check("another line in a script, or in what it imports, reruns whoever reads it")
def scripts(lab, rng):
    folder = desk(lab, rng)
    lab.write(f"{folder}/evaluate.py", lab.text(f"{folder}/evaluate.py") + "# a remark\n")
    _reruns(lab, folder, ["evaluate"], "with another evaluate.py")
    for name in ("prepare.py", "train.py"):
        lab.write(f"{folder}/{name}", lab.text(f"{folder}/{name}") + "# a remark\n")
    _reruns(lab, folder, ["prepare", "train"], "with another prepare.py and train.py")
    lab.write(f"{folder}/table.py", lab.text(f"{folder}/table.py") + "# a remark\n")
    _reruns(lab, folder, STAGES, "with another table.py")


def _is(lab, path, data, tag):
    got = lab.text(path)
    expect(got == data).is_true(f"{READINGS} is that of {tag}", f"{READINGS} is not what {tag} should hold")


def _measures(lab, folder, data, what, **params):
    found = _json(lab.text(f"{folder}/metrics.json")).get("mean_absolute_error")
    right = isinstance(found, float) and abs(found - measured(data, **params)) < 1e-3
    expect(right).is_true(f"{what} is that of its data", f"{what} is not that of its data")


def _reruns(lab, folder, stages, what):
    ran = repro(lab, folder, what)
    expect(ran == stages).is_true(f"{what}, {told(stages)} run", f"{what}, dvc repro runs {told(ran)}")


def _json(text):
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
