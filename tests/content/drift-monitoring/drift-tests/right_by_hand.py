import bisect
import math
from collections import Counter

import numpy as np
import pandas as pd
from scipy import stats


def kind_of(column):
    return column.dtype.kind in "iuf"


def counted(reference, current, bins):
    cuts = []
    if kind_of(reference):
        numbers = [float(v) for v in reference if not pd.isna(v)]
        cuts = sorted({float(np.quantile(numbers, k / bins)) for k in range(1, bins)})

    def group(value):
        if pd.isna(value):
            return "?"
        return bisect.bisect_right(cuts, value) if kind_of(reference) else ("is", value)

    old, new = Counter(map(group, reference)), Counter(map(group, current))
    groups = list({**old, **new})
    return [old[g] for g in groups], [new[g] for g in groups]


def psi(reference, current, bins=10):
    old, new = counted(reference, current, bins)
    total = 0.0
    for a, b in zip(old, new):
        p = (a + 0.5) / (len(reference) + len(old) / 2)
        q = (b + 0.5) / (len(current) + len(old) / 2)
        total += (q - p) * math.log(q / p)
    return total


def jensen_shannon(reference, current, bins=10):
    old, new = counted(reference, current, bins)
    total = 0.0
    for a, b in zip(old, new):
        p, q = a / len(reference), b / len(current)
        for share in (p, q):
            if share:
                total += share * math.log2(2 * share / (p + q)) / 2
    return total


def p_value(reference, current):
    if kind_of(reference):
        a = np.where(np.isnan(reference.astype(float)), -1e300, reference.astype(float))
        b = np.where(np.isnan(current.astype(float)), -1e300, current.astype(float))
        return stats.ks_2samp(a, b, method="asymp").pvalue
    old, new = counted(reference, current, 10)
    if len(old) == 1:
        return 1
    whole = len(reference) + len(current)
    chi = 0.0
    for a, b in zip(old, new):
        for seen, rows in ((a, len(reference)), (b, len(current))):
            wanted = (a + b) * rows / whole
            chi += (seen - wanted) ** 2 / wanted
    return float(stats.chi2.sf(chi, len(old) - 1))


def holm(p_values):
    values = list(p_values)
    result = [0.0] * len(values)
    highest = 0.0
    for rank, at in enumerate(sorted(range(len(values)), key=values.__getitem__)):
        highest = max(highest, min(1.0, values[at] * (len(values) - rank)))
        result[at] = highest
    return np.array(result)


def drift_report(reference, current, alpha=0.05, least=0.1):
    rows = []
    for name in reference:
        old, new = reference[name], current[name]
        rows.append({"psi": psi(old, new), "jensen_shannon": jensen_shannon(old, new), "p": p_value(old, new)})
    adjusted = holm([row["p"] for row in rows])
    for row, p in zip(rows, adjusted):
        row["p_adjusted"] = float(p)
        row["drifted"] = bool(p < alpha and row["psi"] >= least)
    return pd.DataFrame(rows, index=list(reference))
