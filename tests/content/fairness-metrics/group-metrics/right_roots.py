# Wilson's ends as the roots of a quadratic, counts as floats, columns of strings.
import numpy as np
import pandas as pd
from fairlearn.metrics import MetricFrame, count
from sklearn.metrics import confusion_matrix


def roots(k, n):
    # Wilson's ends solve (n + z^2) p^2 - (2k + z^2) p + k^2/n = 0
    a, b, c = n + 1.96**2, -(2 * k + 1.96**2), k * k / n
    s = np.sqrt(max(b * b - 4 * a * c, 0))
    return max((-b - s) / (2 * a), 0.0), min((-b + s) / (2 * a), 1.0)


def group_rates(cases):
    frame = MetricFrame(
        metrics=lambda y, p: confusion_matrix(y, p, labels=[0, 1]).ravel(),
        y_true=cases["actual"], y_pred=cases["predicted"], sensitive_features=cases["group"],
    )
    parts = []
    for g, (tn, fp, fn, tp) in frame.by_group.items():
        for rate, k, n in zip(
            ["selection", "tpr", "fpr", "ppv"], [tp + fp, tp, fp, tp], [tn + fp + fn + tp, tp + fn, fp + tn, tp + fp]
        ):
            lo, hi = roots(float(k), float(n)) if n else (0, 1)
            parts.append({"group": g, "rate": rate, "hits": float(k), "of": float(n), "value": k / n if n else None, "low": lo, "high": hi})
    return pd.DataFrame(parts).astype({"group": "string", "rate": "string", "value": float}).convert_dtypes(convert_integer=False, convert_floating=False)


def gaps(cases, reference):
    t = group_rates(cases).set_index(["group", "rate"])
    ref = t.xs(reference)
    others = t.drop(reference, level="group")
    r0 = ref.reindex(others.index.get_level_values("rate")).set_axis(others.index)
    d = others["value"] - r0["value"]
    down = np.sqrt((others["value"] - others["low"]) ** 2 + (r0["high"] - r0["value"]) ** 2)
    up = np.sqrt((others["high"] - others["value"]) ** 2 + (r0["value"] - r0["low"]) ** 2)
    return pd.DataFrame({"gap": d, "low": d - down, "high": d + up}).reset_index()


def findings(cases, reference, margin):
    g = gaps(cases, reference).set_index(["group", "rate"])
    bad = (g["low"] > margin) | (g["high"] < -margin)
    good = g["low"].ge(-margin) & g["high"].le(margin)
    bad, good = bad.unstack(), good.unstack()
    rows = []
    for goal, rates in {"equalized odds": ["fpr", "tpr"], "predictive parity": ["ppv"], "equal opportunity": ["tpr"], "demographic parity": ["selection"]}.items():
        b, o = bad[rates].any(axis=1), good[rates].all(axis=1)
        rows.append(pd.DataFrame({"group": b.index, "goal": goal, "finding": np.where(b, "violated", np.where(o, "met", "open"))}))
    return pd.concat(rows)
