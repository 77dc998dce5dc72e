# The rest is as in the author's answer.
import numpy as np
import pandas as pd
from fairlearn.metrics import MetricFrame, false_positive_rate, selection_rate, true_positive_rate
from scipy.stats import norm
from sklearn.metrics import precision_score
from statsmodels.stats.proportion import proportion_confint


def group_rates(cases):
    y, p = cases["actual"], cases["predicted"]
    alpha = 2 * norm.sf(1.96)
    values = MetricFrame(
        metrics={
            "selection": selection_rate,
            "tpr": true_positive_rate,
            "fpr": false_positive_rate,
            "ppv": precision_score,
        },
        y_true=y,
        y_pred=p,
        sensitive_features=cases["group"],
    ).by_group
    rows = []
    for group in values.index:
        mine = cases["group"] == group
        sizes = {
            "selection": mine.sum(),
            "tpr": (mine & (y == 1)).sum(),
            "fpr": (mine & (y == 0)).sum(),
            "ppv": (mine & (p == 1)).sum(),
        }
        for rate, n in sizes.items():
            if n == 0:
                rows.append((group, rate, 0, 0, np.nan, 0.0, 1.0))
                continue
            k = round(values.loc[group, rate] * n)
            low, high = proportion_confint(k, n, alpha=alpha, method="wilson")
            rows.append((group, rate, k, n, k / n, low, high))
    return pd.DataFrame(rows, columns=["group", "rate", "hits", "of", "value", "low", "high"])
