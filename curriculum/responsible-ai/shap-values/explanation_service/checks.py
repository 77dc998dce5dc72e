"""An explanation service

A shop's model says how likely a parcel is to come late. The people at the telephone want to tell callers why. `model.py` loads
what lies in a folder: boosted trees of XGBoost, the names of the columns, and a background, the rows to compare with. Build the
service around it in `service.py`, so that `python -m uvicorn service:app --host 0.0.0.0 --port 8000` serves:

- `GET /health` answers `{"status": "ok"}`, as it does already.
- `POST /v1/explain` takes `{"parcel": {"distance": 310, "weight": 2.5, …}, "unit": "probability"}` and answers
  `{"unit": "probability", "prediction": 0.62, "base": 0.31, "parts": [{"column": "snow", "value": 3, "part": 0.125,
  "words": "snow = 3 raises the probability by 12.5 percentage points"}, …]}`. The columns of a parcel come in any order.
- A `part` is the column's Shapley value for this parcel against **all** rows of the background: columns that a coalition lacks
  are taken from each of these rows in turn, and the mean prediction counts. `base` is the mean of what the
  model says of these rows. Both are in the unit that is asked for, as is `prediction`: `"probability"` (the default, from
  0 to 1) or `"log-odds"`. `base` and the parts add up to `prediction`. In probabilities two ways of sharing count as right:
  the Shapley values of the probability itself, and those of `shap.TreeExplainer`, which shrinks the parts in
  log-odds, by one factor for each row of the background.
- All columns of the model are there, once each, ordered by the size of their part, whatever its sign: the largest first.
- The `words` read `COLUMN = VALUE raises the probability by 12.5 percentage points`, or `lowers`; VALUE is written with `:g`, the
  size of the part with one digit. In log-odds they read `COLUMN = VALUE raises the log-odds by 0.81`, with two digits. Of a part
  that is written as 0.0 or 0.00 the words are not looked at.
- A parcel that lacks a column of the model or has another one, and a unit that is neither, are answered with status 422.
- `GET /v1/importance` answers `{"unit": "log-odds", "columns": [{"column": "snow", "importance": 0.93}, …], "suspects": []}`: for
  each column the mean size of its parts in log-odds, over all rows of the background, the largest first. `suspects`
  names every column that has more than half of the sum of all importances: it may know how the story ended.
- The folder is the one that `MODEL_DIR` names (already read from the environment). Models come with other columns and other
  backgrounds of 2 to 200 rows. Numbers may be off by 0.0001.

For instance, in a folder with a background of two rows for which the model says 0.2 and 0.4, every probability starts from 0.3.
"""

import tempfile
from math import factorial
from pathlib import Path

import numpy as np
from xgboost import XGBClassifier

from mlestone.proving import check, expect, hints, limits, tolerance

limits(seconds=400, memory=1536)
tolerance(rtol=1e-4, atol=1e-4)
hints(
    "What do a model's parts add up to: what its trees add up, or what it is turned into afterwards? And which rows "
    "does your "
    "explainer compare with?",
    "`shap.TreeExplainer(model, data, model_output=…)` explains raw output or probabilities. How many rows of the "
    "data does it keep, by itself?",
    "Wrap the background into a masker that is told how many rows it may keep, and make one explainer for each unit "
    "when the "
    "service starts.",
)

COMMAND = "python -m uvicorn service:app --host 0.0.0.0 --port {port}"
GIVEN = Path(__file__).parent / "answer" / "parcels"
NAMES = ("distance", "weight", "snow", "weekday", "stops", "value", "height", "depots")
AFTERWARDS = ("calls", "refunds", "complaints", "returns")


def service(lab):
    return lab.server(COMMAND.format(port=8000), port=8000, seconds=90)


class Known:
    """A model of the checker's own view: what is right, computed by enumeration."""

    def __init__(self, classifier, columns, background) -> None:
        self.classifier, self.columns, self.background = classifier, columns, background

    @classmethod
    def given(cls):
        lines = (GIVEN / "background.csv").read_text().split()
        classifier = XGBClassifier(n_jobs=1)
        classifier.load_model(GIVEN / "model.json")
        return cls(classifier, lines[0].split(","), np.array([line.split(",") for line in lines[1:]], dtype=float))

    @classmethod
    def drawn(cls, rng, rows, leak=None):
        """A model of other columns. With a leak, one of them is counted after the outcome."""
        columns = [str(name) for name in rng.choice(NAMES, 5, replace=False)]
        X = np.round(rng.gamma(3.0, 2.0, size=(400, 5)), 1)
        signs = rng.choice([-1, 1], size=5) * rng.uniform(0.3, 0.6, size=5)
        z = (X - X.mean(axis=0)) @ signs + 0.08 * (X[:, 0] - 6) * (X[:, 1] - 6) - 1
        late = (rng.random(400) < 1 / (1 + np.exp(-z))).astype(int)
        if leak is not None:
            at = int(rng.integers(1, 5))
            columns[at] = leak
            X[:, at] = rng.poisson(0.1 + 4.0 * late)
        classifier = XGBClassifier(
            n_estimators=25, max_depth=3, learning_rate=0.3, n_jobs=1, random_state=int(rng.integers(1000))
        )
        classifier.fit(X, late)
        return cls(classifier, columns, X[:rows])

    def write(self, lab, folder):
        """Puts the model where a service can find it."""
        with tempfile.TemporaryDirectory() as place:
            path = Path(place) / "model.json"
            self.classifier.save_model(path)
            lab.write(f"{folder}/model.json", path.read_bytes())
        rows = "\n".join(",".join(f"{value:g}" for value in row) for row in self.background)
        lab.write(f"{folder}/background.csv", f"{','.join(self.columns)}\n{rows}\n")

    def parcel(self, rng):
        """Another row, its columns by name: each value is that of some row of the background, or a little beside."""
        picked = rng.integers(len(self.background), size=len(self.columns))
        values = [self.background[row, at] for at, row in enumerate(picked)]
        values = [round(float(value + rng.choice([0, 1, 2])), 1) for value in values]
        return dict(sorted(zip(self.columns, values)))

    def says(self, rows, unit):
        raw = self.classifier.predict(rows, output_margin=True).astype(float)
        return raw if unit == "log-odds" else 1 / (1 + np.exp(-raw))

    def _shared(self, x, unit):
        """What the model says of each row of the background, and the parts of the way from it to x."""
        d = len(x)
        masks = np.arange(2**d)
        has = (masks[:, None] >> np.arange(d)) % 2 == 1
        rows = np.where(has[:, None], x, self.background).reshape(-1, d)
        v = self.says(rows, unit).reshape(2**d, -1)
        size = has.sum(axis=1)
        parts = []
        for j in range(d):
            out = masks[~has[:, j]]
            share = np.array([factorial(k) * factorial(d - k - 1) / factorial(d) for k in size[out]])
            parts.append(share @ (v[out + 2**j] - v[out]))
        return v[0], np.array(parts)

    def parts(self, x, unit):
        """The mean of what the model says of the background, and the parts of each column."""
        start, parts = self._shared(x, unit)
        return float(start.mean()), dict(zip(self.columns, parts.mean(axis=1).tolist()))

    def scaled(self, x):
        """The parts in probability as TreeExplainer has them: those in log-odds, shrunk row by row of the background."""
        start, parts = self._shared(x, "log-odds")
        way = parts.sum(axis=0)
        much = 1 / (1 + np.exp(-(start + way))) - 1 / (1 + np.exp(-start))
        factor = much / np.where(np.abs(way) < 1e-9, np.inf, way)
        return dict(zip(self.columns, (parts * factor).mean(axis=1).tolist()))

    def importance(self):
        every = [list(self.parts(x, "log-odds")[1].values()) for x in self.background]
        return dict(zip(self.columns, np.abs(every).mean(axis=0).tolist()))


def running(lab, known, port):
    """A service of its own for a model that was drawn."""
    folder = f"drawn-{port}"
    known.write(lab, folder)
    return lab.server(COMMAND.format(port=port), port=port, env={"MODEL_DIR": folder}, seconds=90)


def explained(server, parcel, unit=None):
    """The explanation of a parcel, its form looked at."""
    body = {"parcel": parcel} if unit is None else {"parcel": parcel, "unit": unit}
    got = server.post("/v1/explain", json=body, seconds=60)
    expect(got.status).equals(200)
    said = got.json()
    whole = isinstance(said, dict) and {"unit", "prediction", "base", "parts"} <= said.keys()
    whole = whole and _numbers(said, "prediction", "base") and isinstance(said["parts"], list)
    whole = whole and all(isinstance(part, dict) and _numbers(part, "part", "value") for part in said["parts"])
    whole = whole and all(isinstance(part.get(key), str) for part in said["parts"] for key in ("column", "words"))
    expect(bool(whole)).is_true(
        "the answer has unit, prediction, base and parts, each with column, value, part and words",
        "the answer lacks one of unit, prediction, base and parts, or a part one of column, value, part and words",
    )
    expect(sorted(part["column"] for part in said["parts"])).equals(sorted(parcel))
    expect({part["column"]: part["value"] for part in said["parts"]}).close(parcel)
    expect(said["unit"]).equals(unit or "probability")
    return said


def _numbers(said, *keys):
    return all(isinstance(said.get(key), (int, float)) and not isinstance(said.get(key), bool) for key in keys)


def _near(one, other):
    return abs(one - other) <= 1e-4 + 1e-4 * abs(other)


def _adds_up(said):
    """Whether the numbers add up, each of which may be off by as much as the prompt allows."""
    left = said["base"] + sum(part["part"] for part in said["parts"]) - said["prediction"]
    return abs(left) <= 1e-4 * (len(said["parts"]) + 2)


def _in_words(part, unit, size):
    shown = f"{abs(size) * 100:.1f} percentage points" if unit == "probability" else f"{abs(size):.2f}"
    return f"{part['column']} = {part['value']:g} {'raises' if size > 0 else 'lowers'} the {unit} by {shown}"


def agrees(said, known, parcel, unit):
    """Prediction, base and parts, each told apart."""
    x = np.array([parcel[name] for name in known.columns])
    base, parts = known.parts(x, unit)
    prediction = float(known.says(x[None], unit)[0])
    expect(_near(said["prediction"], prediction)).is_true(
        f"the prediction is the model's {unit}", f"the prediction is not the model's {unit}"
    )
    expect(_adds_up(said)).is_true(
        "base and parts add up to the prediction", f"asked for in {unit}, base and parts do not add up to the "
        "prediction"
    )
    expect(_near(said["base"], base)).is_true(
        f"the base is the background's mean {unit}",
        f"base and parts add up, but the base is not the mean {unit} of the background's {len(known.background)} rows",
    )
    got = {part["column"]: part["part"] for part in said["parts"]}
    if unit == "probability":
        scaled = known.scaled(x)
        if all(_near(got[name], scaled[name]) for name in scaled):
            return
    expect(got).close(parts)


@check("answers /health, and explains a parcel in the form that was agreed on")
def form(lab, rng):
    server = service(lab)
    expect(server.get("/health", seconds=60).json()).equals({"status": "ok"})
    explained(server, Known.given().parcel(rng))


@check("explains in log-odds")
def in_log_odds(lab, rng):
    known = Known.given()
    parcel = known.parcel(rng)
    agrees(explained(service(lab), parcel, "log-odds"), known, parcel, "log-odds")


@check("explains in probabilities")
def in_probabilities(lab, rng):
    known = Known.given()
    parcel = known.parcel(rng)
    agrees(explained(service(lab), parcel, "probability"), known, parcel, "probability")


@check("puts the part that counts most first, whatever its sign")
def ordered(lab, rng):
    known = Known.given()
    for _ in range(4):
        for unit in ("probability", "log-odds"):
            said = explained(service(lab), known.parcel(rng), unit)
            sizes = [abs(part["part"]) for part in said["parts"]]
            expect(all(one >= other - 1e-9 for one, other in zip(sizes, sizes[1:]))).is_true(
                "the parts go from the largest to the smallest", "a smaller part stands before a larger one"
            )


@check("says in words what the numbers say, in the unit that was asked for")
def words(lab, rng):
    known = Known.given()
    for unit in ("probability", "log-odds"):
        for _ in range(3):
            for part in explained(service(lab), known.parcel(rng), unit)["parts"]:
                size = part["part"]
                shown = f"{abs(size) * 100:.1f}" if unit == "probability" else f"{abs(size):.2f}"
                if float(shown) == 0:
                    continue
                told = part["words"]
                expect(unit == "probability" or "percentage" not in told).is_true(
                    "the words speak of the unit", "asked for in log-odds, the words speak of percentage points"
                )
                right = [_in_words(part, unit, size + off) for off in (0, -1e-4, 1e-4)]  # the number may be rounded
                expect(told).equals(told if told in right else right[0])


@check("refuses a parcel with other columns, and a unit it does not know")
def refuses(lab, rng):
    known = Known.given()
    parcel = known.parcel(rng)
    name = str(rng.choice(known.columns))
    lacking = {key: value for key, value in parcel.items() if key != name}
    for body, what in (
        ({"parcel": lacking}, "a parcel that lacks a column"),
        ({"parcel": parcel | {"colour": 3.0}}, "a parcel with an unknown column"),
        ({"parcel": lacking | {"colour": 3.0}}, "a parcel with an unknown column in place of one of the model's"),
        ({"parcel": parcel, "unit": "euros"}, "an unknown unit"),
    ):
        got = service(lab).post("/v1/explain", json=body, seconds=60)
        expect(got.status == 422).is_true(
            f"{what} is answered with status 422", f"{what} is answered with status {got.status}, expected 422"
        )


@check("puts the column that knows the outcome at the top, and names it")
def leak(lab, rng):
    known = Known.given()
    overview(service(lab), known)


@check("explains another model against its own background, whether of few rows or of many")
def other_models(lab, rng):
    many = Known.drawn(rng, int(rng.integers(110, 141)), str(rng.choice(AFTERWARDS)))
    for port, known in ((8001, balanced(rng)), (8002, many)):
        server = running(lab, known, port)
        for unit in ("log-odds", "probability"):
            parcel = known.parcel(rng)
            agrees(explained(server, parcel, unit), known, parcel, unit)
        overview(server, known)
        server.stop(grace=30)


def balanced(rng):
    """A model of few background rows, in which no column has half of the importance."""
    while True:
        known = Known.drawn(rng, int(rng.integers(8, 16)))
        sizes = list(known.importance().values())
        if max(sizes) < 0.45 * sum(sizes):
            return known


def overview(server, known):
    got = server.get("/v1/importance", seconds=120)
    expect(got.status).equals(200)
    said = got.json()
    whole = isinstance(said, dict) and {"unit", "columns", "suspects"} <= said.keys()
    whole = whole and isinstance(said["columns"], list)
    whole = whole and all(isinstance(entry, dict) and _numbers(entry, "importance") for entry in said["columns"])
    whole = whole and all(isinstance(entry.get("column"), str) for entry in said["columns"])
    expect(bool(whole)).is_true(
        "it has unit, suspects, and columns with their importance",
        "it lacks unit, suspects or columns, or a column lacks its importance",
    )
    expect(said["unit"]).equals("log-odds")
    sizes = {entry["column"]: entry["importance"] for entry in said["columns"]}
    right = known.importance()
    expect(all(size >= 0 for size in sizes.values())).is_true(
        "no importance is negative", "an importance is negative: parts of both signs have cancelled each other"
    )
    expect(sizes).close(right)
    told = list(sizes.values())
    expect(all(one >= other - 1e-9 for one, other in zip(told, told[1:]))).is_true(
        "the most important column stands first", "a less important column stands before a more important one"
    )
    total = sum(right.values())
    clear = [name for name, size in right.items() if size > 0.5005 * total]
    close = [name for name, size in right.items() if 0.4995 * total <= size <= 0.5005 * total]
    named = said["suspects"] if isinstance(said["suspects"], list) else [said["suspects"]]
    if not close:
        expect(all(name in clear for name in named)).is_true(
            "no column is suspected without reason", "a column is called a suspect that has no more than half of the sum"
        )
        expect(named).equals(clear)
