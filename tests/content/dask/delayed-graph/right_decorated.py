# The rest is as in the author's answer.
"""The table behind a delayed function; decorated steps; best and errors as two Delayed."""


@delayed
def whole(table):
    return table


@delayed
def mean(*scores):
    return sum(scores) / len(scores)


@delayed
def best_of(errors):
    return sorted(errors.items(), key=lambda item: item[1])[0][0]


def search(table, folds, strengths):
    cut, fitted, scored = delayed(split, nout=2, pure=True), delayed(fit), delayed(score)
    source = whole(delayed(table))
    pairs = [cut(source, folds, fold) for fold in range(folds)]
    errors = {}
    for strength in strengths:
        errors[strength] = mean(*[scored(fitted(train, strength), test) for train, test in pairs])
    return delayed((best_of(errors), errors))


def search_all(tables, folds, strengths):
    names = list(tables)
    found = dask.compute(*[search(tables[name], folds, strengths) for name in names])
    return dict(zip(names, found))


class Search(Watched):
    def plan(self, table):
        return search(table, self.folds, self.strengths)

    def run(self, tables):
        return search_all(tables, self.folds, self.strengths)
