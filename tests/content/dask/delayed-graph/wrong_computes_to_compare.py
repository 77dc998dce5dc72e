"""The errors are computed inside search, and what is returned is a Delayed of something known."""

import cloudpickle
import dask
import numpy as np
from dask import delayed
from dask.callbacks import Callback
from dask.core import get_dependencies
from dask.delayed import Delayed

CALLS = []  # the names of the given functions, in the order of their calls


def split(table, folds, fold):
    """Return two tables: the rows to train on, and every `folds`-th row, from row `fold` on, to test with."""
    CALLS.append("split")
    tested = np.arange(len(table)) % folds == fold
    return table[~tested], table[tested]


def fit(train, strength):
    """Return the weights of a ridge regression of the last column on the others."""
    CALLS.append("fit")
    x, y = train[:, :-1], train[:, -1]
    return np.linalg.solve(x.T @ x + strength * np.eye(x.shape[1]), x.T @ y)


def score(weights, test):
    """Return the mean squared error, a float."""
    CALLS.append("score")
    return float(np.mean((test[:, :-1] @ weights - test[:, -1]) ** 2))


class Watch(Callback):
    """Sees the graphs that are computed while it stands in a `with` block, and the calls in each task."""

    def __init__(self):
        super().__init__()
        self.graphs, self.begun, self.calls = [], 0, {}

    def _start(self, graph):
        self.graphs.append(dict(graph))

    def _pretask(self, key, graph, state):
        self.begun = len(CALLS)

    def _posttask(self, key, value, graph, state, worker):
        self.calls[key] = CALLS[self.begun :]

    def fits_before(self, key):
        """The tasks with a fit that have to be done before this one."""
        graph, found, waiting = self.graphs[-1], set(), [key]
        while waiting:
            for needed in get_dependencies(graph, waiting.pop()) - found:
                found.add(needed)
                waiting.append(needed)
        return [needed for needed in found if "fit" in self.calls.get(needed, ())]


class Watched:
    """A search by so many folds, among these strengths, that can be watched."""

    def __init__(self, folds, strengths):
        self.folds, self.strengths = folds, strengths

    def watched_plan(self, table):
        """What `plan` returns, what comes of it, and what is in its graph."""
        CALLS.clear()
        with Watch() as watch, dask.config.set(scheduler="synchronous"):
            planned = self.plan(table)
            kind = Delayed if isinstance(planned, Delayed) else type(planned)
            seen = {"returned": kind.__name__, "calls before it is computed": len(CALLS)}
            if kind is not Delayed:
                return seen
            CALLS.clear()
            watch.calls.clear()
            seen["value"] = planned.compute()
        graph = watch.graphs[-1]
        tasks = {key: called for key, called in watch.calls.items() if called}
        return seen | {
            "calls": {name: CALLS.count(name) for name in ("split", "fit", "score")},
            "most calls in a task": max(map(len, tasks.values()), default=0),
            "fits before a score": max((len(watch.fits_before(key)) for key in tasks if "score" in tasks[key]), default=0),
            "tables in the graph": sum(cloudpickle.dumps(node).count(table.tobytes()) for node in graph.values()),
        }

    def watched_run(self, tables):
        """What comes of `run`, and how many graphs were computed for it."""
        CALLS.clear()
        with Watch() as watch, dask.config.set(scheduler="synchronous"):
            value = self.run(tables)
        calls = {name: CALLS.count(name) for name in ("split", "fit", "score")}
        return {"value": value, "calls": calls, "graphs": len(watch.graphs)}


def chosen(scores):
    errors = {strength: sum(some) / len(some) for strength, some in scores.items()}
    return min(errors, key=errors.get), errors



def search(table, folds, strengths):
    shared = delayed(table)
    parts = [delayed(split, nout=2)(shared, folds, fold) for fold in range(folds)]
    scores = {s: [delayed(score)(delayed(fit)(train, s), test) for train, test in parts] for s in strengths}
    (known,) = dask.compute(scores)
    return delayed(chosen(known))


def search_all(tables, folds, strengths):
    names = list(tables)
    found = dask.compute(*[search(tables[name], folds, strengths) for name in names])
    return dict(zip(names, found))


class Search(Watched):
    def plan(self, table):
        return search(table, self.folds, self.strengths)

    def run(self, tables):
        return search_all(tables, self.folds, self.strengths)
