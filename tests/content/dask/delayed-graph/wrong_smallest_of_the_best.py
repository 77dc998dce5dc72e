# The rest is as in the author's answer.
import dask
from dask import delayed


def chosen(scores):
    errors = {strength: sum(some) / len(some) for strength, some in scores.items()}
    return min(sorted(errors), key=errors.get), errors


def search(table, folds, strengths):
    shared = delayed(table)
    parts = [delayed(split, nout=2)(shared, folds, fold) for fold in range(folds)]
    scores = {s: [delayed(score)(delayed(fit)(train, s), test) for train, test in parts] for s in strengths}
    return delayed(chosen)(scores)


def search_all(tables, folds, strengths):
    names = list(tables)
    found = dask.compute(*[search(tables[name], folds, strengths) for name in names])
    return dict(zip(names, found))


class Search(Watched):
    def plan(self, table):
        return search(table, self.folds, self.strengths)

    def run(self, tables):
        return search_all(tables, self.folds, self.strengths)
