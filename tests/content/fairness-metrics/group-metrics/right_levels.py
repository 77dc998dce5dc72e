# Categories as rates, rows shuffled, levels from 0 to 2 in place of words until the end.
import numpy as np
import pandas as pd

Z2 = 1.96**2


def group_rates(cases):
    a, p = cases["actual"].astype(bool), cases["predicted"].astype(bool)
    long = pd.concat(
        {
            "ppv": pd.DataFrame({"group": cases["group"], "of": p, "hits": a & p}),
            "fpr": pd.DataFrame({"group": cases["group"], "of": ~a, "hits": ~a & p}),
            "tpr": pd.DataFrame({"group": cases["group"], "of": a, "hits": a & p}),
            "selection": pd.DataFrame({"group": cases["group"], "of": True, "hits": p}),
        },
        names=["rate"],
    )
    t = long.groupby(["rate", "group"])[["hits", "of"]].sum().reset_index()
    k, n = t["hits"], t["of"]
    with np.errstate(all="ignore"):
        v = k / n
        half = 1.96 / (n + Z2) * np.sqrt(n.where(n > 0) * v * (1 - v) + Z2 / 4)
    c = (k + Z2 / 2) / (n + Z2)
    t["high"] = (c + half).fillna(1)
    t["low"] = (c - half).fillna(0)
    t["value"] = v
    t["rate"] = t["rate"].astype("category")
    return t.sample(frac=1, random_state=1)


def gaps(cases, reference):
    t = group_rates(cases)
    zero = t[t["group"] == reference]
    m = t[t["group"] != reference].merge(zero, on="rate", suffixes=("", "_0"))
    m["gap"] = m["value"] - m["value_0"]
    lo = m["gap"] - np.hypot(m["value"] - m["low"], m["high_0"] - m["value_0"])
    hi = m["gap"] + np.hypot(m["high"] - m["value"], m["value_0"] - m["low_0"])
    return m.assign(low=lo, high=hi)[["group", "rate", "gap", "low", "high"]]


def findings(cases, reference, margin):
    g = gaps(cases, reference)
    g["level"] = np.select([(g["low"] > margin) | (g["high"] < -margin), g[["low", "high"]].abs().max(axis=1, skipna=False) <= margin], [2, 0], 1)
    w = g.pivot(index="group", columns="rate", values="level")
    goals = pd.DataFrame({
        "demographic parity": w["selection"],
        "equal opportunity": w["tpr"],
        "equalized odds": w[["tpr", "fpr"]].max(axis=1),
        "predictive parity": w["ppv"],
    })
    out = goals.replace({0: "met", 1: "open", 2: "violated"}).rename_axis("group").reset_index()
    return out.melt("group", var_name="goal", value_name="finding")
