# The rest is as in the author's answer.
import numpy as np
import pandas as pd
from pandas.api.types import is_bool_dtype, is_numeric_dtype
from scipy.stats import chi2_contingency, ks_2samp


def numeric(s):
    return is_numeric_dtype(s) and not is_bool_dtype(s)


def table(reference, current, bins=10):
    if numeric(reference):
        cuts = np.unique([np.quantile(reference.dropna(), k / bins) for k in range(1, bins)])
        edges = np.concatenate([[-np.inf], cuts, [np.inf]])
        group = lambda s: pd.cut(s, edges, right=False).astype(str)
    else:
        group = lambda s: s.map(lambda v: "missing!" if pd.isna(v) else repr(v))
    both = pd.concat([group(reference).reset_index(drop=True), group(current).reset_index(drop=True)], keys=["a", "b"])
    return pd.crosstab(both.index.get_level_values(0), both.to_numpy()).to_numpy()


def p_value(reference, current):
    if numeric(reference):
        low = min(reference.min(), current.min() if current.notna().any() else 0) - 1
        return ks_2samp(reference.dropna(), current.dropna(), method="asymp").pvalue
    counts = table(reference, current)
    return 1.0 if counts.shape[1] == 1 else chi2_contingency(counts, correction=False)[1]
