'''Three pickles in the inbox

`python predict.py models/churn.pkl rows.csv` is to print a prediction for each row. `models/README.md` tells of three models,
and what each predicted on the day it was saved. Today `churn.pkl` does not load, because its pipeline holds a class from a
notebook; nor does `prices.pkl`, made with fairprice 1, where `fairprice/` is now version 2; and nobody remembers ordering
`gift.pkl`. Mend `loader.py`; `predict.py`, `fairprice/` and the files in `models/` stay.

- `churn.pkl` and `prices.pkl` predict what they did on their day; prices are in euros now, as fairprice 2 has them.
- So do other models of these two kinds, saved in the same way with other numbers.
- Every other pickle is refused: `load` raises `Refused`, so that `predict.py` ends with exit code 3. The reason names what the
  pickle asked for, as in `os.system`: the module and the name it says.
- Nothing of a refused file is run, and nothing is imported for it. A pickle may name anything: functions far inside of
  libraries your models need, too.
- What is no whole pickle is refused as well, and so is one that names nothing bad and yet holds no model of the two kinds.

Look into a pickle with `python -m pickletools FILE`: that runs nothing.
'''

import pickle
import sys
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline

from mlestone.proving import check, expect, hints, limits

limits(seconds=400)
hints(
    "Through which method of an unpickler does every name in a file pass?",
    "The documentation of pickle, section Restricting Globals, overrides find_class. What it hands back need not be what the "
    "file named; and a class that is handed back may have a __setstate__ of its own.",
    "Allow pairs of module and name, exactly as the file says them; send the two that have moved to classes of yours.",
)

# ---- models of the two kinds, as they were saved -----------------------------------------------------------


class LogSpend(TransformerMixin, BaseEstimator):
    """The class of the notebook."""

    def __init__(self, columns=(2,)):
        self.columns = columns


class PriceModel:
    """The class of fairprice 1.4."""


@contextmanager
def found(cls, module_name):
    """For pickle, a class is what its module has under its name."""
    package = module_name.partition(".")[0]
    before = {name: sys.modules.get(name) for name in (package, module_name)}
    held = sys.modules.get(module_name) or ModuleType(module_name)
    sys.modules.setdefault(package, ModuleType(package))
    sys.modules[module_name] = held
    cls.__module__ = module_name
    setattr(held, cls.__name__, cls)
    try:
        yield
    finally:
        delattr(held, cls.__name__)
        cls.__module__ = __name__
        for name, module in before.items():
            if module is None:
                del sys.modules[name]


class Churn:
    """A model of who leaves: its pickle, and what it says."""

    columns = ("age", "visits", "spend")

    def __init__(self, pickled: bytes) -> None:
        self.pickled = pickled
        with found(LogSpend, "__main__"):
            log, self.fitted = (step for _, step in pickle.loads(pickled).steps)
        self.lowest = float(log.lowest_[0])

    @classmethod
    def drawn(cls, rng):
        rows = cls.rows(rng, 200)
        log, model = LogSpend(), LogisticRegression()
        log.lowest_ = rows[:, [2]].min(axis=0)
        leaves = rng.random(200) < 1 / (1 + np.exp(0.05 * (rows[:, 1] - 12) + 0.8 * (np.log1p(rows[:, 2]) - 5)))
        model.fit(_logged(rows, log.lowest_), leaves.astype(int))
        with found(LogSpend, "__main__"):
            pickled = pickle.dumps(Pipeline([("log", log), ("model", model)]), protocol=4)
        return cls(pickled)

    @staticmethod
    def rows(rng, number):
        age, visits = rng.integers(18, 90, number), rng.integers(1, 40, number)
        return np.column_stack([age, visits, rng.gamma(2.0, 150.0, number).round(2)])

    def says(self, rows):
        return self.fitted.predict_proba(_logged(rows, self.lowest))[:, 1].tolist()


def _logged(rows, lowest):
    return np.column_stack([rows[:, :2], np.log1p(np.clip(rows[:, 2] - lowest, 0, None))])


class Prices:
    """A model of prices: its pickle, and what it says, in euros."""

    columns = ("area", "rooms", "distance")

    def __init__(self, pickled: bytes) -> None:
        self.pickled = pickled
        with found(PriceModel, "fairprice.models"):
            self.old = pickle.loads(pickled)

    @classmethod
    def drawn(cls, rng):
        model = PriceModel()
        model.names = list(cls.columns)
        model.weights = [round(float(each), 2) for each in rng.uniform((4e6, 1e6, -3e6), (9e6, 3e6, -1e6))]
        model.scale = [round(float(each), 2) for each in rng.uniform((20, 1, 4), (40, 2, 9))]
        model.base = round(float(rng.uniform(2e6, 9e6)), 2)
        with found(PriceModel, "fairprice.models"):
            pickled = pickle.dumps(model, protocol=4)
        return cls(pickled)

    @staticmethod
    def rows(rng, number):
        area, rooms = rng.integers(20, 160, number), rng.integers(1, 7, number)
        return np.column_stack([area, rooms, rng.uniform(0, 30, number).round(1)])

    def says(self, rows):
        old = self.old
        cents = [
            old.base + sum(weight * value / scale for weight, value, scale in zip(old.weights, row, old.scale))
            for row in rows
        ]
        return [each / 100 for each in cents]


def sent(name):
    """A file of the learner's inbox, as it was given."""
    return (Path(__file__).parent / "answer" / "models" / name).read_bytes()


# ---- what is driven ----------------------------------------------------------------------------------------


def predicting(lab, path, columns, rows):
    lines = [",".join(columns), *(",".join(map(repr, row)) for row in rows.tolist())]
    lab.write("rows.csv", "\n".join(lines) + "\n")
    return lab.run(f"python predict.py {path} rows.csv", seconds=120)


def predicts(lab, path, model, rng, what):
    rows = model.rows(rng, 6)
    done = predicting(lab, path, model.columns, rows)
    expect(done.code == 0).is_true(f"{what} is loaded", f"{what} is not loaded: the exit code is {done.code}")
    try:
        got = [float(line) for line in done.output.split()]
    except ValueError:
        got = None
    expect(got is not None).is_true("predict.py prints numbers", "predict.py prints something that is no number")
    expect(len(got)).equals(len(rows))
    right = np.allclose(got, model.says(rows), rtol=1e-6)
    expect(right).is_true(f"{what} predicts as it did", f"{what} is loaded, and predicts something else than it did")


def calling(module, name, *args, by_memo=False):
    """A pickle that calls a function, whatever its name; `by_memo` says the names long before, and others in between."""
    words = [b"\x8c" + bytes([len(word)]) + word.encode() for word in (module, name, "numpy", "dtype")]
    named = b"".join(word + b"\x940" for word in words) + b"h\x00h\x01" if by_memo else b"".join(words[:2])
    return b"\x80\x04" + named + b"\x93" + pickle.dumps(args, 2)[2:-1] + b"R."


def refuses(lab, rng, content, what, *named, traces=()):
    path = f"inbox/{rng.integers(10**6, 10**7)}.pkl"
    lab.write(path, content)
    done = predicting(lab, path, Prices.columns, Prices.rows(rng, 1))
    ran = any(lab.exists(trace) for trace in traces)
    for trace in traces:
        lab.remove(trace)
    expect(not ran).is_true(f"nothing of {what} is run", f"{what} is opened, and its code is run")
    expect(done.code == 3).is_true(f"{what} is refused", f"{what} ends with exit code {done.code}, expected 3")
    for word in named:
        expect(word in done.log).is_true(f"the reason names {word}", f"{what} is refused, but nothing names {word}")


# ---- checks ------------------------------------------------------------------------------------------------


@check("churn.pkl predicts as on the day it was saved")
def churn(lab, rng):
    predicts(lab, "models/churn.pkl", Churn(sent("churn.pkl")), rng, "churn.pkl")


@check("prices.pkl predicts as on the day it was saved")
def prices(lab, rng):
    predicts(lab, "models/prices.pkl", Prices(sent("prices.pkl")), rng, "prices.pkl")


@check("other models of the two kinds load as well")
def others(lab, rng):
    for kind, what in ((Churn, "another model like churn.pkl"), (Prices, "another model like prices.pkl")):
        model, path = kind.drawn(rng), f"inbox/{rng.integers(10**6, 10**7)}.pkl"
        lab.write(path, model.pickled)
        predicts(lab, path, model, rng, what)


@check("gift.pkl is refused before anything of it is run")
def gift(lab, rng):
    refuses(lab, rng, lab.read("models/gift.pkl"), "gift.pkl", "builtins.eval", traces=("opened.txt",))


@check("refuses whatever else a pickle may call")
def commands(lab, rng):
    trace = f"ran-{rng.integers(10**6, 10**7)}.txt"
    code = f"open({trace!r}, 'w').close()"
    for module, name, args, by_memo in (
        ("cProfile", "run", (code,), False),
        ("posix", "system", (f"touch {trace}",), True),
    ):
        content = calling(module, name, *args, by_memo=by_memo)
        refuses(lab, rng, content, f"a pickle that calls {module}.{name}", f"{module}.{name}", traces=(trace,))


@check("refuses functions of the very libraries its models need")
def of_libraries(lab, rng):
    trace = f"ran-{rng.integers(10**6, 10**7)}.txt"
    content = calling("numpy.testing", "runstring", f"open({trace!r}, 'w').close()", {})
    refuses(lab, rng, content, "a pickle that calls numpy.testing.runstring", "numpy.testing.runstring", traces=(trace,))


@check("refuses a name that leads out of a module its models need")
def through_modules(lab, rng):
    trace = f"ran-{rng.integers(10**6, 10**7)}.txt"
    name = "np.testing.runstring"
    content = calling("sklearn.linear_model._logistic", name, f"open({trace!r}, 'w').close()", {})
    refuses(lab, rng, content, f"a pickle that names {name} in sklearn.linear_model._logistic", name, traces=(trace,))


@check("imports nothing for a pickle it refuses")
def no_import(lab, rng):
    trace, module = f"ran-{rng.integers(10**6, 10**7)}.txt", f"plugin_{rng.integers(10**6, 10**7)}"
    lab.write(f"{module}.py", f"open({trace!r}, 'w').close()\n\n\nclass Model:\n    pass\n")
    refuses(lab, rng, calling(module, "Model"), "a pickle that names a module nobody knows", module, traces=(trace,))


@check("refuses what is no whole pickle")
def broken(lab, rng):
    whole = sent("churn.pkl")
    for content, what in (
        (whole[: len(whole) // 2], "half a pickle"),
        (b"", "an empty file"),
        (b"garbage\n", "a file of text"),
    ):
        refuses(lab, rng, content, what)


@check("refuses what names nothing bad, and is no model")
def no_model(lab, rng):
    numbers = rng.uniform(0, 100, 3).round(2)
    for held, what in ((numbers.tolist(), "a pickle of a list"), (numbers, "a pickle of an array")):
        refuses(lab, rng, pickle.dumps(held, protocol=4), what)
