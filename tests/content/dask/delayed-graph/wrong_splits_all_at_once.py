# The rest is as in the author's answer.
import dask
from dask import delayed


def chosen(scores):
    errors = {strength: sum(some) / len(some) for strength, some in scores.items()}
    return min(errors, key=errors.get), errors


def search(table, folds, strengths):
    def splits(table):
        return [split(table, folds, fold) for fold in range(folds)]

    pairs = delayed(splits)(delayed(table))
    scores = {
        s: [delayed(score)(delayed(fit)(pairs[fold][0], s), pairs[fold][1]) for fold in range(folds)] for s in strengths
    }
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
