"""The pipeline that does not notice

`clean`, `features`, `train` and `report` tell a courier company how long deliveries take. For weeks its office has worked with
numbers that were out of date. Four complaints:

1. The orders of a new month came, and `dvc repro` said that everything was up to date.
2. The rush hours were changed in `src/rush.py`, and `train.alpha` in `params.yaml`. Neither made any difference.
3. Somebody tried another `clean.longest` and went back to the old one. Minutes per kilometre did not come back.
4. A remark in `src/report.py`, and the model is trained again.

Find out why, and mend it in `dvc.yaml` and wherever else it takes. After any change to the data, to a script, to what it
imports or to `params.yaml`, one `dvc repro` has to bring `report.json` to what a run from nothing makes, and run exactly
the stages that have another input than before. All parameters are read from `params.yaml`. The names of the stages, of the files
in `src/` and of the files that are read and written stay; nothing has to be computed in another way.

`sh play.sh` does what the checks do at first: your files without `.git`, `.dvc` and `dvc.lock` are committed to a new
repository, that is cloned, and the clone begins with `dvc init` and `dvc repro`. The checks bring orders of their own.
"""

import json

import numpy as np
import yaml

from mlestone.proving import check, expect, hints, limits, programs

from ..shared.commands import WHO, dvc

limits(seconds=400, memory=2048)
programs("git")
hints(
    "For each stage: which files does its command open, whoever has written them, and does the stage say so?",
    "`dvc dag` draws what DVC believes, and `dvc status` what it has noticed. Compare both with the scripts, line by line; "
    "imports are read, too.",
    "An output belongs to DVC or to Git; a file that both have has to leave one of them. A folder as a dependency is all "
    "that is in it, whatever comes or goes.",
)

CLONE = "elsewhere/clone"
MONTHS = f"{CLONE}/data/orders-*.csv"
STAGES = ["clean", "features", "train", "report"]
RUSH = {12, 13, 18, 19, 20}


# ---- orders, and what the office has to read of them ------------------------------------------------------


def draw(rng, number):
    """Orders as lines of the file, without its header. Some cannot have been deliveries."""
    lines = []
    for at in range(number):
        hour, km = int(rng.integers(10, 23)), round(float(rng.gamma(2.5, 1.1) + 0.3), 1)
        minutes = int(round(9 + 3.1 * km + (7 if hour in RUSH else 0) + rng.normal(0, 3)))
        if at % 12 == 0:
            minutes = (-1, 240, 75, 82)[at // 12 % 4]
        lines.append(f"{at + 1},{hour},{km},{minutes}")
    return lines


def text(lines):
    return "\n".join(["order,hour,km,minutes", *lines, ""])


def reported(lab):
    """What a run from nothing makes of the clone as it is: the same sums, done here."""
    lines = [line for path in lab.files(MONTHS) for line in lab.text(path).split()[1:]]
    orders = np.array([[float(cell) for cell in line.split(",")[1:]] for line in lines])
    params = yaml.safe_load(lab.text(f"{CLONE}/params.yaml"))
    rush = {11, 16} if "11, 16" in lab.text(f"{CLONE}/src/rush.py") else RUSH
    hours, km, minutes = orders[(orders[:, 2] > 0) & (orders[:, 2] <= params["clean"]["longest"])].T
    features = np.stack([(km - km.mean()) / km.std(), np.isin(hours, list(rush))], axis=1)
    means, level = features.mean(axis=0), minutes.mean()
    centred = features - means
    penalty = params["train"]["alpha"] * np.eye(2)
    slopes = np.linalg.solve(centred.T @ centred + penalty, centred.T @ (minutes - level))
    return {
        "orders": len(km),
        "minutes_off": float(np.abs(minutes - level - centred @ slopes).mean()),
        "minutes_per_km": float(slopes[0] / km.std()),
        "minutes_in_the_rush": float(slopes[1]),
    }


# ---- commands --------------------------------------------------------------------------------------------


def cloned(lab, rng):
    """A clone of what was handed in, where the pipeline has run once: made once, for all checks."""
    if lab.exists("elsewhere/begun"):
        return
    lab.write("elsewhere/begun", "")
    for path in lab.files():
        if not path.startswith((".git/", ".dvc/", "elsewhere/", "hand/")) and path != "dvc.lock":
            lab.write(f"elsewhere/committed/{path}", lab.read(path))
    for at in (1, 2):
        lab.write(f"elsewhere/committed/data/orders-0{at}.csv", text(draw(rng, 90)))
    for command in (
        "git init --quiet elsewhere/committed",
        "git -C elsewhere/committed add --all",
        "git -C elsewhere/committed commit --quiet --message handed-in",
        f"git clone --quiet elsewhere/committed {CLONE}",
    ):
        done = lab.run(command, env=WHO)
        expect(done.code).equals(0)
    code, _ = dvc(lab, CLONE, "init --quiet")
    expect(code).equals(0)


def repro(lab, what):
    """The stages that dvc repro runs."""
    code, log = dvc(lab, CLONE, "repro")
    expect(code == 0).is_true(f"dvc repro {what} ends with exit code 0", f"dvc repro {what} ends with exit code {code}")
    return [stage for stage in STAGES if f"Running stage '{stage}'" in log]


def reruns(lab, stages, what):
    ran = repro(lab, what)
    expect(ran == stages).is_true(f"{what}, dvc repro runs {told(stages)}", f"{what}, dvc repro runs {told(ran)}")
    is_right(lab, what)


def is_right(lab, what):
    """Whether the report is that of the data, scripts and parameters as they are."""
    try:
        found = json.loads(lab.text(f"{CLONE}/report.json"))
    except ValueError:
        found = None
    found = found if isinstance(found, dict) else {}
    for name, expected in reported(lab).items():
        got = found.get(name)
        right = isinstance(got, int | float) and abs(got - expected) < 1e-3
        expect(right).is_true(
            f"{what}, report.json is that of a run from nothing", f"{what}, report.json has other {name} than a run from nothing"
        )


def told(stages):
    return "nothing" if not stages else " and ".join(stages)


def change(lab, path, added):
    lab.write(f"{CLONE}/{path}", lab.text(f"{CLONE}/{path}") + added)


def set_parameter(lab, stage, name, value):
    params = yaml.safe_load(lab.text(f"{CLONE}/params.yaml"))
    before = params[stage][name]
    params[stage][name] = value
    lab.write(f"{CLONE}/params.yaml", yaml.safe_dump(params))
    return before


# ---- checks ----------------------------------------------------------------------------------------------


@check("runs from nothing in a clone, and then rests")
def runs(lab, rng):
    cloned(lab, rng)
    reruns(lab, STAGES, "in a new clone")
    again = repro(lab, "once more")
    expect(not again).is_true("a second dvc repro runs nothing", f"a second dvc repro runs {told(again)}")


@check("corrected orders reach the report")
def orders(lab, rng):
    cloned(lab, rng)
    lab.write(f"{CLONE}/data/orders-02.csv", text(draw(rng, 110)))
    reruns(lab, STAGES, "with more orders in February")


@check("a remark in a script reruns its stage, and no other")
def remarks(lab, rng):
    cloned(lab, rng)
    change(lab, "src/report.py", "\n# A remark.\n")
    reruns(lab, ["report"], "with a remark in src/report.py")
    for stage in ("clean", "features", "train"):
        change(lab, f"src/{stage}.py", "\n# A remark.\n")
    reruns(lab, ["clean", "features", "train"], "with remarks in the other scripts")


@check("another alpha reruns the training and the report")
def alpha(lab, rng):
    cloned(lab, rng)
    set_parameter(lab, "train", "alpha", int(rng.integers(300, 900)))
    reruns(lab, ["train", "report"], "with another train.alpha")


@check("other rush hours rerun all that follows from them")
def rush_hours(lab, rng):
    cloned(lab, rng)
    change(lab, "src/rush.py", "\nHOURS = {11, 16}\n")
    reruns(lab, ["features", "train", "report"], "with other rush hours")


@check("distances in another unit leave the model alone, and change the report")
def unit(lab, rng):
    cloned(lab, rng)
    for path in lab.files(MONTHS):
        orders = [line.split(",") for line in lab.text(path).split()[1:]]
        lab.write(path, text([f"{number},{hour},{float(km) / 2!r},{minutes}" for number, hour, km, minutes in orders]))
    reruns(lab, ["clean", "features", "report"], "with all distances halved")


@check("going back to an earlier parameter brings the earlier report back")
def going_back(lab, rng):
    cloned(lab, rng)
    before = set_parameter(lab, "clean", "longest", 80)
    reruns(lab, STAGES, "with another clean.longest")
    set_parameter(lab, "clean", "longest", before)
    change(lab, "src/report.py", "\n# Another remark.\n")
    repro(lab, "back at the earlier clean.longest")
    is_right(lab, "back at the earlier clean.longest")


@check("the orders of a new month reach the report")
def new_month(lab, rng):
    cloned(lab, rng)
    lab.write(f"{CLONE}/data/orders-03.csv", text(draw(rng, 90)))
    reruns(lab, STAGES, "with the orders of a new month")
