"""One graph for a whole search

Somebody looks for the best strength of a ridge regression: for each strength and each fold, a model is fitted and scored, in two
nested loops. Write the search as one graph of Dask tasks. What is given stays as it is.

- `Search(folds, strengths).plan(table)` **returns a `Delayed`** and runs nothing. Computed, it is the pair `(best, errors)`:
  `errors` is a dict of the mean score over all folds for each strength, `best` the strength with the smallest, the first of
  them in `strengths` if there are several. `table` is an array of shape `(n, d + 1)`, `folds` a whole number from 2 on,
  `strengths` a list of one or more different floats.
- Each call of `split`, `fit` or `score` is a task of its own. The table is split **once** for each fold, whatever the number
  of strengths. No fit waits for another fit.
- The table is in the graph **once**, and not in every task that needs it: to a cluster, each task travels by itself.
- `.run(tables)` searches several tables, a dict of name and table, and returns a dict of name and pair `(best, errors)`:
  values, no `Delayed`. All of it is one graph, computed **once**, in which each table is split, fitted and scored as by `plan`.

```python
table = np.array([[1.0, 2.0], [2.0, 4.0], [2.0, 4.0], [1.0, 2.0]])
search = Search(2, [5.0, 0.0])
search.plan(table).compute()             # (0.0, {5.0: 2.5, 0.0: 0.0})
search.run({"a": table})                 # {"a": (0.0, {5.0: 2.5, 0.0: 0.0})}
search.watched_plan(table)["calls"]      # {"split": 2, "fit": 4, "score": 4}
```

`watched_plan` and `watched_run`, which are given, run yours and tell what the checks look at.
"""

import cloudpickle
import dask
import numpy as np
from dask import delayed
from dask.callbacks import Callback
from dask.core import get_dependencies
from dask.delayed import Delayed

from mlestone.proving import afterwards, answer, check, expect, given, helper, hints, mistake, tolerance

tolerance(rtol=1e-9, atol=1e-12)
hints(
    "Which of the three calls does not depend on the strength, and where in the two loops does it belong?",
    "`delayed(f)(x)` writes down a call; `delayed(x)` gives a value a place of its own in the graph, to which tasks refer. A call "
    "that returns a pair can be taken apart if `delayed` is told `nout`.",
    "A list or a dict of Delayed may be an argument of a delayed function: the last task gets all scores, as numbers, and can "
    "compare them. `dask.compute` takes a dict of Delayed just as well.",
)
afterwards(
    "scikit-learn's `GridSearchCV` does the same inside `joblib.parallel_backend(\"dask\")`. With a cluster, "
    "`client.scatter(table)` goes one step further than `delayed(table)`: the table travels to the workers before there is a "
    "graph, and stays there for the next one."
)

CALLS = given([])  # the names of the given functions, in the order of their calls


@given
def split(table, folds, fold):
    """Return two tables: the rows to train on, and every `folds`-th row, from row `fold` on, to test with."""
    CALLS.append("split")
    tested = np.arange(len(table)) % folds == fold
    return table[~tested], table[tested]


@given
def fit(train, strength):
    """Return the weights of a ridge regression of the last column on the others."""
    CALLS.append("fit")
    x, y = train[:, :-1], train[:, -1]
    return np.linalg.solve(x.T @ x + strength * np.eye(x.shape[1]), x.T @ y)


@given
def score(weights, test):
    """Return the mean squared error, a float."""
    CALLS.append("score")
    return float(np.mean((test[:, :-1] @ weights - test[:, -1]) ** 2))


@given
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


@given
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


@helper
def _chosen(scores):
    errors = {strength: sum(some) / len(some) for strength, some in scores.items()}
    return min(errors, key=lambda strength: errors[strength]), errors


@answer
class Search(Watched):
    """A search for the best strength, as one graph."""

    def plan(self, table: np.ndarray) -> Delayed:
        """Return a Delayed of `(best, errors)`, the best strength and the mean score of each; nothing is computed yet."""
        shared = delayed(table)
        parts = [delayed(split, nout=2)(shared, self.folds, fold) for fold in range(self.folds)]
        scores = {
            strength: [delayed(score)(delayed(fit)(train, strength), test) for train, test in parts]
            for strength in self.strengths
        }
        return delayed(_chosen)(scores)

    def run(self, tables: dict[str, np.ndarray]) -> dict[str, tuple]:
        """Return `(best, errors)` for each of the tables, computed together in one graph."""
        return dask.compute({name: self.plan(table) for name, table in tables.items()})[0]


@mistake(
    Search,
    "Each score is computed as soon as it is written down: one task at a time, and Dask never sees the loop. Compute "
    "belongs behind the loops; what can the last task be given instead of numbers?",
)
class computes_in_the_loops(Watched):
    def plan(self, table):
        folds, strengths = self.folds, self.strengths
        shared = delayed(table)
        parts = [delayed(split, nout=2)(shared, folds, fold) for fold in range(folds)]
        scores = {}
        for strength in strengths:
            scores[strength] = []
            for train, test in parts:
                weights = delayed(fit)(train, strength)
                scores[strength].append(delayed(score)(weights, test).compute())
        return delayed(_chosen)(scores)

    def run(self, tables):
        return dask.compute({name: self.plan(table) for name, table in tables.items()})[0]


@mistake(
    Search,
    "`delayed(f(x))` calls f at once and delays what came of it. It is the function that is to be delayed, before it is called.",
)
class calls_before_it_delays(Watched):
    def plan(self, table):
        folds, strengths = self.folds, self.strengths
        scores = {strength: [] for strength in strengths}
        for fold in range(folds):
            train, test = split(table, folds, fold)
            for strength in strengths:
                scores[strength].append(delayed(score(fit(train, strength), test)))
        return delayed(_chosen)(scores)

    def run(self, tables):
        return dask.compute({name: self.plan(table) for name, table in tables.items()})[0]


@mistake(
    Search,
    "Every task of `split` carries the table itself: with ten folds, a gigabyte is sent ten times. What could the tasks refer to?",
)
class a_table_in_every_split(Watched):
    def plan(self, table):
        folds, strengths = self.folds, self.strengths
        parts = [delayed(split, nout=2)(table, folds, fold) for fold in range(folds)]
        scores = {
            strength: [delayed(score)(delayed(fit)(train, strength), test) for train, test in parts]
            for strength in strengths
        }
        return delayed(_chosen)(scores)

    def run(self, tables):
        return dask.compute({name: self.plan(table) for name, table in tables.items()})[0]


@mistake(
    Search,
    "The table is split anew for every strength. Dask does not know that two tasks are the same call; only you do. Which loop "
    "does `split` belong to?",
)
class splits_for_every_strength(Watched):
    def plan(self, table):
        folds, strengths = self.folds, self.strengths
        shared = delayed(table)
        scores = {}
        for strength in strengths:
            scores[strength] = []
            for fold in range(folds):
                train, test = delayed(split, nout=2)(shared, folds, fold)
                scores[strength].append(delayed(score)(delayed(fit)(train, strength), test))
        return delayed(_chosen)(scores)

    def run(self, tables):
        return dask.compute({name: self.plan(table) for name, table in tables.items()})[0]


@mistake(
    Search,
    "The whole search is one task, which one worker runs while the others wait. A graph can be spread over workers at its tasks, "
    "and nowhere else.",
)
class one_large_task(Watched):
    def plan(self, table):
        folds, strengths = self.folds, self.strengths
        def everything(table):
            parts = [split(table, folds, fold) for fold in range(folds)]
            return _chosen({strength: [score(fit(train, strength), test) for train, test in parts] for strength in strengths})

        return delayed(everything)(delayed(table))

    def run(self, tables):
        return dask.compute({name: self.plan(table) for name, table in tables.items()})[0]


@mistake(
    Search,
    "Fit and score share a task here. Small tasks are the price of seeing where time goes; the prompt asks for one call each.",
)
class fits_and_scores_in_one_task(Watched):
    def plan(self, table):
        folds, strengths = self.folds, self.strengths
        def evaluated(train, test, strength):
            return score(fit(train, strength), test)

        shared = delayed(table)
        parts = [delayed(split, nout=2)(shared, folds, fold) for fold in range(folds)]
        scores = {strength: [delayed(evaluated)(train, test, strength) for train, test in parts] for strength in strengths}
        return delayed(_chosen)(scores)

    def run(self, tables):
        return dask.compute({name: self.plan(table) for name, table in tables.items()})[0]


@mistake(
    Search,
    "Every strength has the error of the last one: the function looks its `strength` up when it runs, and by then the loop is over. "
    "Hand it over as an argument.",
)
class looks_the_strength_up_late(Watched):
    def plan(self, table):
        folds, strengths = self.folds, self.strengths
        shared = delayed(table)
        parts = [delayed(split, nout=2)(shared, folds, fold) for fold in range(folds)]
        scores = {}
        for strength in strengths:
            fitted = delayed(lambda train: fit(train, strength))
            scores[strength] = [delayed(score)(fitted(train), test) for train, test in parts]
        return delayed(_chosen)(scores)

    def run(self, tables):
        return dask.compute({name: self.plan(table) for name, table in tables.items()})[0]


@mistake(
    Search,
    "The best strength so far is handed from one evaluation to the next, so each waits for the one before: a graph without "
    "anything that could run side by side. Compare at the end.",
)
class hands_on_what_is_known(Watched):
    def plan(self, table):
        folds, strengths = self.folds, self.strengths
        def fitted(train, strength, known):
            return fit(train, strength)

        def noted(known, strength, some):
            return known | {strength: some}

        shared, known = delayed(table), delayed({})
        parts = [delayed(split, nout=2)(shared, folds, fold) for fold in range(folds)]
        for strength in strengths:
            scores = [delayed(score)(delayed(fitted)(train, strength, known), test) for train, test in parts]
            known = delayed(noted)(known, strength, scores)
        return delayed(_chosen)(known)

    def run(self, tables):
        return dask.compute({name: self.plan(table) for name, table in tables.items()})[0]


@mistake(
    Search,
    "The pairs are added up and compared, but it is the mean over the folds that is asked for.",
)
class sums_of_scores(Watched):
    def plan(self, table):
        folds, strengths = self.folds, self.strengths
        def chosen(scores):
            errors = {strength: sum(some) for strength, some in scores.items()}
            return min(errors, key=errors.get), errors

        shared = delayed(table)
        parts = [delayed(split, nout=2)(shared, folds, fold) for fold in range(folds)]
        scores = {
            strength: [delayed(score)(delayed(fit)(train, strength), test) for train, test in parts]
            for strength in strengths
        }
        return delayed(chosen)(scores)

    def run(self, tables):
        return dask.compute({name: self.plan(table) for name, table in tables.items()})[0]


@mistake(
    Search,
    "Each table is computed in the loop: one graph after the other, and while the last fit of a table runs, all other workers wait.",
)
class computes_table_by_table(Watched):
    def plan(self, table):
        shared = delayed(table)
        parts = [delayed(split, nout=2)(shared, self.folds, fold) for fold in range(self.folds)]
        scores = {
            strength: [delayed(score)(delayed(fit)(train, strength), test) for train, test in parts]
            for strength in self.strengths
        }
        return delayed(_chosen)(scores)

    def run(self, tables):
        return {name: self.plan(table).compute() for name, table in tables.items()}


@mistake(Search, "The dict holds plans, not results: somebody still has to compute them, all at once.")
class leaves_them_planned(Watched):
    def plan(self, table):
        shared = delayed(table)
        parts = [delayed(split, nout=2)(shared, self.folds, fold) for fold in range(self.folds)]
        scores = {
            strength: [delayed(score)(delayed(fit)(train, strength), test) for train, test in parts]
            for strength in self.strengths
        }
        return delayed(_chosen)(scores)

    def run(self, tables):
        return {name: self.plan(table) for name, table in tables.items()}


def planned(learner, table, folds, strengths):
    """What is seen of a search, which has to return a Delayed."""
    seen = learner.Search(folds, strengths).watched_plan(table)
    expect(seen).is_a(dict)
    kind = seen.get("returned")
    expect(kind == "Delayed").is_true("plan returns a Delayed", f"plan returns a {kind}, not a Delayed")
    return seen


@check("finds the error of each strength, and the best of them, whatever their order", sizes=(2, 3, 5))
def right_errors(learner, rng, size):
    table, strengths = _table(rng, 41), _strengths(rng, 4)
    seen = planned(learner, table, size, strengths)
    expect(seen.get("value")).close(_found(table, size, strengths))


@check("takes a single strength, and the first one where several are best")
def one_and_several(learner, rng):
    table, alone = _table(rng, 20), _strengths(rng, 1)
    seen = planned(learner, table, 2, alone)
    expect(seen.get("value")).close(_found(table, 2, alone))
    table[:, -1] = 0.0  # all strengths find it, without an error
    strengths = [3.0, 20.0, 0.5, 1.0]
    seen = planned(learner, table, 3, strengths)
    expect(seen.get("value")).close((3.0, dict.fromkeys(strengths, 0.0)))


@check("runs nothing before it is computed")
def nothing_early(learner, rng):
    seen = planned(learner, _table(rng, 20), 3, _strengths(rng, 3))
    early = seen.get("calls before it is computed")
    said = f"{early} calls of split, fit and score are over when plan returns"
    expect(early == 0).is_true("nothing has been called when plan returns", said)


@check("splits once for each fold, and fits and scores once for each fold and strength")
def calls(learner, rng):
    folds, strengths = int(rng.integers(3, 6)), _strengths(rng, int(rng.integers(2, 5)))
    seen = planned(learner, _table(rng, 30), folds, strengths)
    pairs = folds * len(strengths)
    expect(seen.get("calls")).equals({"split": folds, "fit": pairs, "score": pairs})


@check("makes a task of each call, and lets no fit wait for another")
def tasks(learner, rng):
    seen = planned(learner, _table(rng, 30), 3, _strengths(rng, 4))
    most, fits = seen.get("most calls in a task"), seen.get("fits before a score")
    expect(most == 1).is_true("each task calls one of the three at most once", f"a task makes {most} calls")
    expect(fits == 1).is_true("a score waits for its own fit alone", f"a score waits for {fits} fits")


@check("has a large table in its graph once")
def table_once(learner, rng):
    seen = planned(learner, _table(rng, 20_000), int(rng.integers(2, 5)), _strengths(rng, 3))
    times = seen.get("tables in the graph")
    expect(times == 1).is_true("the table is in the graph once", f"the table is in the graph {times} times")


@check("searches several tables in one graph")
def all_together(learner, rng):
    tables = {name: _table(rng, 30) for name in ("north", "south", "west")}
    strengths = _strengths(rng, 3)
    seen = learner.Search(2, strengths).watched_run(tables)
    expect(seen).is_a(dict)
    expect(seen.get("value")).close({name: _found(table, 2, strengths) for name, table in tables.items()})
    expect(seen.get("calls")).equals({"split": 6, "fit": 18, "score": 18})
    graphs = seen.get("graphs")
    expect(graphs == 1).is_true("one graph is computed", f"{graphs} graphs are computed")


def _found(table, folds, strengths):
    return Search(folds, strengths).plan(table).compute(scheduler="synchronous")


def _table(rng, rows):
    """Rows of four features and what follows from them, all but noise."""
    x = rng.normal(size=(rows, 4)).round(2)
    y = x @ np.array([2.0, -1.0, 0.5, 0.0]) + rng.normal(scale=2.0, size=rows)
    return np.column_stack([x, y.round(2)])


def _strengths(rng, number):
    return [float(strength) for strength in rng.permutation([0.0, 0.5, 3.0, 20.0, 100.0])[:number]]
