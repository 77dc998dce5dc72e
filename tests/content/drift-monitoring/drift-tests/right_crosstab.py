import numpy as np
import pandas as pd
from scipy import stats
from scipy.spatial.distance import jensenshannon


def numeric(column):
    return column.dtype.kind in "iufc" if isinstance(column.dtype, np.dtype) else (
        pd.api.types.is_numeric_dtype(column) and str(column.dtype) != "boolean"
    )


def crosstab(reference, current, bins):
    both = pd.concat([reference.reset_index(drop=True), current.reset_index(drop=True)], keys=["old", "new"])
    if numeric(reference):
        known = reference.dropna().astype(float)
        cuts = pd.unique(known.quantile(np.arange(1, bins) / bins)) if len(known) else np.array([])
        group = pd.Series(np.digitize(both.astype(float), np.sort(cuts)), both.index).where(both.notna(), -1)
    else:
        group = pd.Series(pd.factorize(both.astype(object), use_na_sentinel=True)[0], both.index)
    counts = group.groupby(level=0).value_counts().unstack(fill_value=0)
    return counts.loc["old"].to_numpy(float), counts.loc["new"].to_numpy(float)


def psi(reference, current, bins=10):
    p, q = ((n + 0.5) / (n + 0.5).sum() for n in crosstab(reference, current, bins))
    return np.sum((q - p) * (np.log(q) - np.log(p)))


def jensen_shannon(reference, current, bins=10):
    return jensenshannon(*crosstab(reference, current, bins), base=2) ** 2


def p_value(reference, current):
    if numeric(reference):
        old, new = (np.nan_to_num(s.astype(float).to_numpy(), nan=-np.inf, posinf=np.inf, neginf=-1e308) for s in (reference, current))
        return stats.ks_2samp(old, new, method="asymp").pvalue
    counts = np.array(crosstab(reference, current, 10))
    return stats.chi2_contingency(counts, correction=False).pvalue if counts.shape[1] > 1 else 1.0


def holm(p_values):
    p = pd.Series(np.array(p_values, dtype=float))
    ranked = p.sort_values(kind="stable")
    return (ranked * range(len(p), 0, -1)).cummax().clip(upper=1).sort_index().to_numpy()


def drift_report(reference, current, alpha=0.05, least=0.1):
    rows = []
    for name, column in reference.items():
        other = current[name]
        rows.append((psi(column, other), jensen_shannon(column, other), p_value(column, other)))
    out = pd.DataFrame(rows, columns=["psi", "jensen_shannon", "p"], index=list(reference))
    return out.assign(p_adjusted=holm(out["p"]), drifted=lambda t: (t["p_adjusted"] < alpha) & (t["psi"] >= least))
