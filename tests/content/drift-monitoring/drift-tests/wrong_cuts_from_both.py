# The rest is as in the author's answer.
import numpy as np
import pandas as pd
from pandas.api.types import is_bool_dtype, is_numeric_dtype
from scipy.spatial.distance import jensenshannon


def numeric(s):
    return is_numeric_dtype(s) and not is_bool_dtype(s)


def table(reference, current, bins=10):
    if numeric(reference):
        cuts = np.unique([np.quantile(pd.concat([reference, current]).dropna(), k / bins) for k in range(1, bins)])
        edges = np.concatenate([[-np.inf], cuts, [np.inf]])
        group = lambda s: pd.cut(s, edges, right=False).astype(str)
    else:
        group = lambda s: s.map(lambda v: "missing!" if pd.isna(v) else repr(v))
    both = pd.concat([group(reference).reset_index(drop=True), group(current).reset_index(drop=True)], keys=["a", "b"])
    return pd.crosstab(both.index.get_level_values(0), both.to_numpy()).to_numpy()


def psi(reference, current, bins=10):
    counts = table(reference, current, bins)
    k = counts.shape[1]
    p, q = [(row + 0.5) / (row.sum() + k / 2) for row in counts]
    return np.sum((q - p) * np.log(q / p))


def jensen_shannon(reference, current, bins=10):
    a, b = table(reference, current, bins)
    return jensenshannon(a, b, base=2) ** 2
