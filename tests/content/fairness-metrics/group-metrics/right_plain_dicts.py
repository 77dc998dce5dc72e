import math

import pandas as pd

RATES = ("ppv", "fpr", "tpr", "selection")


def interval(k, n):
    if not n:
        return 0.0, 1.0
    z2, p = 1.96 * 1.96, k / n
    middle = p + z2 / (2 * n)
    width = 1.96 * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n))
    return (middle - width) / (1 + z2 / n), (middle + width) / (1 + z2 / n)


def counted(cases):
    tables = {}
    for actual, predicted, group in zip(cases["actual"], cases["predicted"], cases["group"]):
        tables.setdefault(group, {(1, 1): 0, (1, 0): 0, (0, 1): 0, (0, 0): 0})[int(actual), int(predicted)] += 1
    return tables


def shares(table):
    tp, fn, fp, tn = table[1, 1], table[1, 0], table[0, 1], table[0, 0]
    return {"selection": (tp + fp, tp + fp + fn + tn), "tpr": (tp, tp + fn), "fpr": (fp, fp + tn), "ppv": (tp, tp + fp)}


def group_rates(cases):
    rows = []
    for group, table in counted(cases).items():
        for rate in RATES:
            k, n = shares(table)[rate]
            low, high = interval(k, n)
            value = k / n if n else math.nan
            rows.append({"high": high, "low": low, "value": value, "of": n, "hits": k, "rate": rate, "group": group})
    return pd.DataFrame(rows)


def gaps(cases, reference):
    tables = {group: shares(table) for group, table in counted(cases).items()}
    rows = []
    for group in tables:
        if group == reference:
            continue
        for rate in RATES:
            (k1, n1), (k0, n0) = tables[group][rate], tables[reference][rate]
            if n1 == 0 or n0 == 0:
                rows.append((group, rate, None, None, None))
                continue
            (l1, u1), (l0, u0) = interval(k1, n1), interval(k0, n0)
            r1, r0 = k1 / n1, k0 / n0
            below, above = math.hypot(r1 - l1, u0 - r0), math.hypot(u1 - r1, r0 - l0)
            rows.append((group, rate, r1 - r0, r1 - r0 - below, r1 - r0 + above))
    frame = pd.DataFrame(rows, columns=["group", "rate", "gap", "low", "high"])
    return frame.astype({"gap": float, "low": float, "high": float})


def findings(cases, reference, margin):
    said = {}
    for row in gaps(cases, reference).to_dict("records"):
        if math.isnan(row["gap"]):
            finding = "open"
        elif row["low"] > margin or row["high"] < -margin:
            finding = "violated"
        elif max(abs(row["low"]), abs(row["high"])) <= margin:
            finding = "met"
        else:
            finding = "open"
        said[row["group"], row["rate"]] = finding
    rows = []
    for group in {group for group, _ in said}:
        pair = [said[group, "tpr"], said[group, "fpr"]]
        odds = next((word for word in ("violated", "open") if word in pair), "met")
        rows.append((group, "equalized odds", odds))
        rows.append((group, "demographic parity", said[group, "selection"]))
        rows.append((group, "equal opportunity", said[group, "tpr"]))
        rows.append((group, "predictive parity", said[group, "ppv"]))
    return pd.DataFrame(rows, columns=["group", "goal", "finding"])
