import numpy as np
import pandas as pd

Z = 1.96


def group_rates(cases):
    y, p = cases["actual"].astype(float), cases["predicted"].astype(float)
    parts = {"selection": p, "tpr": p.where(y == 1), "fpr": p.where(y == 0), "ppv": y.where(p == 1)}
    grouped = pd.DataFrame(parts).groupby(cases["group"].to_numpy())
    long = grouped.sum().rename_axis("group").reset_index().melt("group", var_name="rate", value_name="hits")
    sizes = grouped.count().rename_axis("group").reset_index().melt("group", var_name="rate", value_name="of")
    long = long.merge(sizes, on=["group", "rate"])
    k, n = long["hits"], long["of"].replace(0, np.nan)
    long["value"] = k / n
    centre, half = (k + Z**2 / 2) / (n + Z**2), Z / (n + Z**2) * np.sqrt(k * (n - k) / n + Z**2 / 4)
    long["low"], long["high"] = (centre - half).fillna(0.0), (centre + half).fillna(1.0)
    return long


def gaps(cases, reference):
    table = group_rates(cases).set_index(["group", "rate"])
    base = table.loc[reference]
    rows = []
    for (group, rate), row in table.drop(reference, level="group").iterrows():
        other = base.loc[rate]
        gap = row["value"] - other["value"]
        below = np.sqrt((row["value"] - row["low"]) ** 2 + (other["high"] - other["value"]) ** 2)
        above = np.sqrt((row["high"] - row["value"]) ** 2 + (other["value"] - other["low"]) ** 2)
        rows.append({"group": group, "rate": rate, "gap": gap, "low": gap - below, "high": gap + above})
    return pd.DataFrame(rows)


def findings(cases, reference, margin):
    table = gaps(cases, reference)
    inside = (table["low"] >= -margin) & (table["high"] <= margin)
    outside = (table["low"] > margin) | (table["high"] < -margin)
    table["finding"] = np.select([outside, inside], ["violated", "met"], "open")
    wide = table.pivot(index="group", columns="rate", values="finding")
    odds = np.where(
        (wide["tpr"] == "violated") | (wide["fpr"] == "violated"),
        "violated",
        np.where((wide["tpr"] == "met") & (wide["fpr"] == "met"), "met", "open"),
    )
    result = pd.DataFrame({
        "demographic parity": wide["selection"],
        "equal opportunity": wide["tpr"],
        "equalized odds": odds,
        "predictive parity": wide["ppv"],
    })
    return result.reset_index().melt("group", var_name="goal", value_name="finding")
