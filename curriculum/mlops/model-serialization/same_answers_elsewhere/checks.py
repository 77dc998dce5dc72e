'''The same answers elsewhere

`pipeline.py` tells which pumps will fail. Tonight it moves to plants that know nothing of its training. Finish `train.py`
and `score.py`; `pipeline.py` stays as it is.

`python train.py pumps.csv model` fits the pipeline (already there) and leaves three files in `model`:

- `pipeline.skops`, the fitted pipeline, saved by skops; and `pipeline.onnx`, the same as ONNX;
- `manifest.json`: `{"data": {"sha256": "9f…", "rows": 400}, "columns": ["pressure", …], "versions": {"python": "3.11.7",
  "scikit-learn": "1.9.1"}, "files": {"pipeline.skops": "c0…", "pipeline.onnx": "4b…"}}`: the SHA-256 (in hex) and the rows of
  the data file, the columns in the order of training, the versions at work, the SHA-256 of both files.

`python score.py onnx model rows.csv scores.csv`, or `skops` in the place of `onnx`, writes `scores.csv`: a column `risk`,
the probability of a failure, one line for each row of `rows.csv`, in order.

- Both forms agree with the fitted pipeline's `predict_proba` to 1e-5, **on every row**.
- It runs elsewhere: `train.py`, `pipeline.py` and the data are not there, and for `onnx` there is no scikit-learn either.
- Columns are taken by their names, whatever their order, and others are left alone.
- It ends with an exit code other than 0, says why, and writes no scores: when a column is lacking (the reason names it);
  when the model's file is not the one the manifest knows; and with `skops`, when the installed scikit-learn is not the
  manifest's (the reason names both versions), or when the file holds a type that is neither skops' own choice nor in
  `TRUSTED`.
'''

import hashlib
import io
import json
import operator
import platform
import runpy
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import onnx
import pandas as pd
import skops.io
import sklearn
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import FunctionTransformer

from mlestone.proving import check, expect, hints, limits, say

limits(seconds=600, memory=2048)
hints(
    "Score a few hundred rows with both forms and look at the largest difference: is it a rounding, or a vote of a tree?",
    "The scaler of scikit-learn works in float64, and its trees compare in float32. An ONNX model can do the same if its input is "
    "float64 and something between its two steps narrows what comes through.",
    "The module skl2onnx.sklapi has a CastTransformer; a Pipeline can be put together of steps that are already fitted.",
)

PARTS = runpy.run_path(str(Path(__file__).parent / "answer" / "pipeline.py"))
COLUMNS, TARGET = PARTS["COLUMNS"], PARTS["TARGET"]
STEPS = {"pressure": 0.1, "temperature": 0.5, "vibration": 0.01, "hours": 1, "starts": 1}
FILES = ("pipeline.skops", "pipeline.onnx", "manifest.json")
THERE = "delivered"
HOME = ("train.py", "pipeline.py", "pumps.csv", "tonight.csv")


class Case:
    """One attempt's training: the data, and the pipeline that is fitted to it."""

    def __init__(self, rng) -> None:
        # Lines as some programs end them: whoever hashes what was read, and not the file, gets another hash.
        self.csv = pumps(rng, 400).to_csv(index=False, lineterminator="\r\n").encode()
        table = pd.read_csv(io.BytesIO(self.csv))
        self.fitted = PARTS["make_pipeline"]().fit(table[COLUMNS].to_numpy(dtype=float), table[TARGET])

    def risks(self, rows):
        return self.fitted.predict_proba(rows[COLUMNS].to_numpy(dtype=float))[:, 1]

    def on_thresholds(self, rng, number):
        """Rows in the steps of the instruments, each of whose values lies where some tree divides the pumps."""
        scale = self.fitted["scale"]
        cuts = {name: [] for name in COLUMNS}
        for estimator in self.fitted["forest"].estimators_:
            for feature, threshold in zip(estimator.tree_.feature, estimator.tree_.threshold):
                if feature >= 0:
                    cuts[COLUMNS[feature]].append(threshold * scale.scale_[feature] + scale.mean_[feature])
        return pd.DataFrame({name: in_steps(rng.choice(cuts[name], number), STEPS[name]) for name in COLUMNS})


CASES = {}


def case(lab, rng):
    if id(lab) not in CASES:
        CASES.clear()
        CASES[id(lab)] = Case(rng)
    return CASES[id(lab)]


def in_steps(values, step):
    return np.round(np.round(values / step) * step, 2)


def pumps(rng, number):
    """Readings of pumps, in the steps of their instruments, and whether the pump failed."""
    pressure = in_steps(rng.normal(6.0, 1.2, number).clip(1, 12), STEPS["pressure"])
    temperature = in_steps(rng.normal(62, 9, number).clip(20, 110), STEPS["temperature"])
    vibration = in_steps(rng.gamma(4.0, 0.7, number), STEPS["vibration"])
    hours, starts = rng.integers(0, 4000, number), rng.poisson(6, number)
    worn = 0.9 * (vibration - 3.2) + 0.06 * (temperature - 62) + (hours - 2000) / 900
    worn += 0.15 * (starts - 6) - 0.5 * (pressure - 6) + rng.normal(0, 0.8, number)
    columns = (pressure, temperature, vibration, hours, starts, (worn > 0).astype(int))
    return pd.DataFrame(dict(zip([*COLUMNS, TARGET], columns)))


# ---- what is driven ----------------------------------------------------------------------------------------


def ended_well(done, what):
    expect(done.code == 0).is_true(f"{what} ends with exit code 0", f"{what} ends with exit code {done.code}")


def trained(lab, rng):
    """The case of this attempt, once the learner's program has been run on its data."""
    at_hand = case(lab, rng)
    if not all(lab.exists(f"trained/{name}") for name in FILES):
        lab.write("tonight.csv", at_hand.csv)
        ended_well(lab.run("python train.py tonight.csv trained", seconds=150), "train.py")
        for name in FILES:
            expect(lab.exists(f"trained/{name}")).is_true(f"{name} is written", f"the training leaves no {name}")
    return at_hand


@contextmanager
def elsewhere(lab, rng):
    """The case, in a place that has the model, in another folder, and nothing else of the training."""
    at_hand = trained(lab, rng)
    for name in FILES:
        lab.write(f"{THERE}/{name}", lab.read(f"trained/{name}"))
    left_behind = {name: lab.read(name) for name in HOME if lab.exists(name)}
    for name in left_behind:
        lab.remove(name)
    try:
        yield at_hand
    finally:
        for name, content in left_behind.items():
            lab.write(name, content)


def scoring(lab, form, rows, env=None):
    """What came of scoring these rows."""
    lab.write("rows.csv", rows.to_csv(index=False))
    if lab.exists("scores.csv"):
        lab.remove("scores.csv")
    return lab.run(f"python score.py {form} {THERE} rows.csv scores.csv", seconds=150, env=env)


def differences(lab, form, rows, risks):
    """How far the learner's scores of these rows are from those of the fitted pipeline."""
    ended_well(scoring(lab, form, rows), f"score.py {form}")
    got = scores(lab)
    expect(len(got) == len(rows)).is_true("each row has its score", f"{len(got)} scores for {len(rows)} rows")
    return np.nan_to_num(np.abs(got - risks), nan=1.0)


def agrees(lab, form, rows, risks):
    """The learner's scores of these rows have to be those of the fitted pipeline."""
    apart = differences(lab, form, rows, risks)
    say(f"the largest difference is {apart.max():.1g}")
    others = int((apart > 1e-5).sum())
    expect(others == 0).is_true(
        "every score is the fitted pipeline's",
        f"{others} of {len(rows)} scores are not the fitted pipeline's (largest difference: {apart.max():.3f})"
        + (input_of(lab) if form == "onnx" else ""),
    )


def scores(lab):
    text = lab.text("scores.csv")
    try:
        return pd.read_csv(io.StringIO(text))["risk"].to_numpy(dtype=float)
    except (ValueError, KeyError):
        expect(False).is_true("scores.csv has a column risk of numbers", "scores.csv has no column risk of numbers")


def input_of(lab):
    """Of which type the numbers are that the learner's ONNX model takes, in words."""
    try:
        first = onnx.load_model_from_string(lab.read(f"{THERE}/pipeline.onnx")).graph.input[0]
    except Exception:  # noqa: BLE001 - foreign bytes: whatever is wrong with them is told where they are used
        return ""
    return f"; pipeline.onnx takes {onnx.TensorProto.DataType.Name(first.type.tensor_type.elem_type)}"


def refused(lab, form, rows, what, *named):
    done = scoring(lab, form, rows)
    expect(done.code != 0).is_true(f"{what} is refused", f"{what} is scored, and the exit code is 0")
    expect(not lab.exists("scores.csv")).is_true("no scores are written", f"{what}: refused, but scores are written")
    for word in named:
        expect(word in done.log).is_true(f"the reason names {word}", f"{what}: refused, but nothing names {word}")


def manifest_of(lab, folder):
    try:
        manifest = json.loads(lab.text(f"{folder}/manifest.json"))
    except ValueError:
        manifest = None
    expect(isinstance(manifest, dict)).is_true("manifest.json is a JSON object", "manifest.json is no JSON object")
    return manifest


def part(manifest, name):
    """A part of the manifest that is to be a JSON object."""
    expect(isinstance(manifest.get(name), dict)).is_true(f"{name} is an object", f"the manifest's {name} is no object")
    return manifest[name]


# ---- checks ------------------------------------------------------------------------------------------------


@check("training leaves the pipeline in both forms")
def leaves_files(lab, rng):
    trained(lab, rng)
    try:
        skops.io.get_untrusted_types(data=lab.read("trained/pipeline.skops"))
    except Exception:  # noqa: BLE001 - foreign bytes
        expect(False).is_true("pipeline.skops is a file of skops", "pipeline.skops is no file of skops")
    try:
        onnx.checker.check_model(onnx.load_model_from_string(lab.read("trained/pipeline.onnx")))
    except Exception:  # noqa: BLE001 - foreign bytes
        expect(False).is_true("pipeline.onnx is an ONNX model", "pipeline.onnx is no ONNX model")


@check("the manifest tells which data and which versions made the model")
def tells_origin(lab, rng):
    at_hand = trained(lab, rng)
    manifest = manifest_of(lab, "trained")
    data, versions = part(manifest, "data"), part(manifest, "versions")
    made_of = hashlib.sha256(at_hand.csv).hexdigest()
    expect(data.get("sha256") == made_of).is_true(
        "the data's SHA-256 is that of the file", "the data's SHA-256 is not that of the file's bytes"
    )
    expect(data.get("rows")).equals(400)
    expect(manifest.get("columns")).equals(COLUMNS)
    expect(versions.get("python")).equals(platform.python_version())
    expect(versions.get("scikit-learn")).equals(sklearn.__version__)


@check("the manifest knows both files by their SHA-256")
def knows_files(lab, rng):
    trained(lab, rng)
    files = part(manifest_of(lab, "trained"), "files")
    for name in FILES[:2]:
        known = files.get(name) == hashlib.sha256(lab.read(f"trained/{name}")).hexdigest()
        expect(known).is_true(f"the SHA-256 of {name} is right", f"the manifest's SHA-256 of {name} is not the file's")


@check("the native form gives, elsewhere, the answers of the training")
def native(lab, rng):
    with elsewhere(lab, rng) as at_hand:
        rows = pd.concat([pumps(rng, 150)[COLUMNS], at_hand.on_thresholds(rng, 150)])
        agrees(lab, "skops", rows, at_hand.risks(rows))


@check("gives them through ONNX too, on readings as they come")
def by_onnx(lab, rng):
    with elsewhere(lab, rng) as at_hand:
        rows = pumps(rng, 300)[COLUMNS]
        agrees(lab, "onnx", rows, at_hand.risks(rows))


@check("gives them through ONNX on readings that lie on a threshold of a tree")
def on_thresholds(lab, rng):
    with elsewhere(lab, rng) as at_hand:
        rows = at_hand.on_thresholds(rng, 300)
        agrees(lab, "onnx", rows, at_hand.risks(rows))


@check("needs no scikit-learn for ONNX")
def without_sklearn(lab, rng):
    for library in ("sklearn", "skl2onnx", "skops"):
        lab.write(f"bare/{library}/__init__.py", f"raise ModuleNotFoundError('there is no {library} here')\n")
    with elsewhere(lab, rng) as at_hand:
        rows = at_hand.on_thresholds(rng, 1)
        done = scoring(lab, "onnx", rows, env={"PYTHONPATH": "bare"})
        expect(done.code == 0).is_true(
            "it scores without scikit-learn", "score.py onnx fails where scikit-learn is not installed"
        )


@check("takes columns by their names, and says which one is lacking")
def by_name(lab, rng):
    with elsewhere(lab, rng) as at_hand:
        rows = pumps(rng, 40)[COLUMNS]
        risks = at_hand.risks(rows)
        shuffled = rows[[*rng.permutation(COLUMNS[::-1])]].assign(plant="Bergen")
        apart = differences(lab, "onnx", shuffled[["plant", *shuffled.columns[:-1]]], risks)
        # Whether every last score agrees is another check's business; here most of them tell.
        expect(float(np.median(apart)) < 1e-5).is_true(
            "columns in another order give the same scores", "columns in another order give other scores"
        )
        gone = str(rng.choice(COLUMNS))
        refused(lab, "onnx", rows.drop(columns=gone), "a table that lacks a column", gone)


@check("scores with no other file than the one that was delivered")
def unchanged(lab, rng):
    with elsewhere(lab, rng):
        rows = pumps(rng, 3)[COLUMNS]
        # Both additions leave a file that loads as before: a remark in a protobuf message, a byte behind a zip archive.
        for form, addition in (("onnx", b"\x32\x01x"), ("skops", b"x")):
            path = f"{THERE}/pipeline.{form}"
            lab.write(path, lab.read(path) + addition)
            refused(lab, form, rows, f"a pipeline.{form} that was changed after its delivery")


def neighbour(rng):
    """Another version of scikit-learn than ours, and as near to it as can be."""
    ours = sklearn.__version__
    near = [".".join([*ours.split(".")[:2], str(number)]) for number in range(2, 10)]
    return str(rng.choice([each for each in near if not ours.startswith(each)]))


@check("the native form is refused by another scikit-learn; ONNX is not")
def other_version(lab, rng):
    with elsewhere(lab, rng):
        rows = pumps(rng, 3)[COLUMNS]
        manifest = manifest_of(lab, THERE)
        old = neighbour(rng)
        part(manifest, "versions")["scikit-learn"] = old
        lab.write(f"{THERE}/manifest.json", json.dumps(manifest))
        refused(lab, "skops", rows, f"a model of scikit-learn {old}", old, sklearn.__version__)
        ended_well(scoring(lab, "onnx", rows), "score.py onnx, where scikit-learn is another,")


@check("does not load a type that nobody has looked at")
def only_trusted(lab, rng):
    with elsewhere(lab, rng) as at_hand:
        steps = at_hand.fitted.steps
        foreign = skops.io.dumps(Pipeline([steps[0], ("plus", FunctionTransformer(operator.pos)), steps[1]]))
        manifest = manifest_of(lab, THERE)
        part(manifest, "files")["pipeline.skops"] = hashlib.sha256(foreign).hexdigest()
        lab.write(f"{THERE}/pipeline.skops", foreign)
        lab.write(f"{THERE}/manifest.json", json.dumps(manifest))
        refused(lab, "skops", pumps(rng, 3)[COLUMNS], "a delivered file with a type that is not in TRUSTED")
