import random

import pandas as pd


def count(share, n):
    return 0 if n == 1 else min(max(round(share * n), 1), n - 1)


def random_split(ids, share, seed):
    table = pd.DataFrame({"id": ids}).sort_values("id")
    test = table.sample(n=count(share, len(table)), random_state=seed).index
    return table.index.difference(test), test


def stratified_split(ids, classes, share, seed):
    table = pd.DataFrame({"id": ids, "class": classes}).sort_values("id")
    parts = [rows.sample(n=count(share, len(rows)), random_state=seed) for _, rows in table.groupby("class")]
    test = pd.concat(parts).index
    return table.index.difference(test).to_numpy(), test.to_numpy()


def grouped_split(groups, share, seed):
    names = sorted(pd.unique(groups))
    drawn = random.Random(seed).sample(names, count(share, len(names)))
    tested = pd.Series(groups).isin(drawn)
    return tested.index[~tested].tolist(), tested.index[tested].tolist()
