import math

import numpy as np
import pandas as pd
from scipy.stats import chi2_contingency, ks_2samp
from statsmodels.stats.multitest import multipletests


def table(reference, current, bins=10):
    if pd.api.types.is_numeric_dtype(reference.dtype) and reference.dtype not in (bool, "boolean"):
        old = pd.Series(reference.astype(float).to_numpy())
        new = pd.Series(current.astype(float).to_numpy())
        edges = sorted(set(np.nanquantile(old, [i / bins for i in range(1, bins)]))) if old.notna().any() else []
        edges = [-np.inf, *edges, np.inf]
        old, new = (pd.cut(each, edges, right=False).astype(object) for each in (old, new))
    else:
        old, new = (pd.Series(each.to_numpy(dtype=object)) for each in (reference, current))
    marked = [["missing" if pd.isna(v) else (v,) for v in each] for each in (old, new)]
    names = sorted({*marked[0], *marked[1]}, key=str)
    return [[each.count(name) for name in names] for each in marked]


def psi(reference, current, bins=10):
    a, b = table(reference, current, bins)
    total, k = 0.0, len(a)
    for n, m in zip(a, b):
        p, q = (n + 0.5) / (sum(a) + k / 2), (m + 0.5) / (sum(b) + k / 2)
        total += (q - p) * math.log(q / p)
    return total


def jensen_shannon(reference, current, bins=10):
    a, b = table(reference, current, bins)
    total = 0.0
    for n, m in zip(a, b):
        p, q = n / sum(a), m / sum(b)
        for x in (p, q):
            if x:
                total += 0.5 * x * math.log2(2 * x / (p + q))
    return total


def p_value(reference, current):
    if pd.api.types.is_numeric_dtype(reference.dtype) and reference.dtype not in (bool, "boolean"):
        lowest = min(reference.min(), current.min()) - 1
        if pd.isna(lowest):
            lowest = 0.0
        return ks_2samp(reference.astype(float).fillna(lowest), current.astype(float).fillna(lowest), method="asymp").pvalue
    both = table(reference, current)
    if len(both[0]) == 1:
        return 1
    return chi2_contingency(both, correction=False)[1]


def holm(p_values):
    return multipletests(p_values, method="holm")[1]


def drift_report(reference, current, alpha=0.05, least=0.1):
    out = pd.DataFrame(index=reference.columns)
    for name, measure in {"psi": psi, "jensen_shannon": jensen_shannon, "p": p_value}.items():
        out[name] = [measure(reference[column], current[column]) for column in reference]
    out["p_adjusted"] = holm(out["p"])
    out["drifted"] = out["p_adjusted"].lt(alpha) & out["psi"].ge(least)
    return out
