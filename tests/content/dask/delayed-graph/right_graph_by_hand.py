# The rest is as in the author's answer.
"""A graph written as a dict of tuples, and a bag of nothing but tasks."""


def chosen(strengths, *means):
    errors = dict(zip(strengths, means))
    return min(strengths, key=errors.get), errors


def mean(scores):
    return float(np.mean(scores))


def first(pair):
    return pair[0]


def second(pair):
    return pair[1]


def search(table, folds, strengths, name="it"):
    graph = {(name, "table"): table}
    for fold in range(folds):
        graph[name, "split", fold] = (split, (name, "table"), folds, fold)
        graph[name, "train", fold] = (first, (name, "split", fold))
        graph[name, "test", fold] = (second, (name, "split", fold))
        for strength in strengths:
            graph[name, "fit", strength, fold] = (fit, (name, "train", fold), strength)
            graph[name, "score", strength, fold] = (score, (name, "fit", strength, fold), (name, "test", fold))
    for strength in strengths:
        graph[name, "mean", strength] = (mean, [(name, "score", strength, fold) for fold in range(folds)])
    graph[name, "chosen"] = (chosen, list(strengths), *[(name, "mean", strength) for strength in strengths])
    return Delayed((name, "chosen"), graph)


def search_all(tables, folds, strengths):
    return dict(zip(tables, dask.compute(*[search(table, folds, strengths, name) for name, table in tables.items()])))


class Search(Watched):
    def plan(self, table):
        return search(table, self.folds, self.strengths)

    def run(self, tables):
        return search_all(tables, self.folds, self.strengths)
