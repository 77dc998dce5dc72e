import numpy as np
import pandas as pd
from scipy.stats import chi2_contingency, ks_2samp, norm


def auc(late, score):
    ranks = score.rank()
    n = late.sum()
    return (ranks[late == 1].sum() - n * (n + 1) / 2) / (n * (len(late) - n))


def moved(old, new):
    found = 0
    for column in ["distance", "weight", "stops", "temperature"]:
        found += ks_2samp(old[column], new[column]).pvalue < 0.005
    counts = pd.concat([old["carrier"].value_counts(), new["carrier"].value_counts()], axis=1).fillna(0)
    return found or chi2_contingency(counts)[1] < 0.005


def name_weeks(history, weeks):
    seven = history[history["days"] <= 7]
    usual = auc(seven["late"], seven["score"])
    tenths = np.quantile(seven["score"], np.arange(1, 10) / 10)
    rate = seven["late"].groupby(np.digitize(seven["score"], tenths)).mean().to_numpy()
    names = []
    for week in weeks:
        sizes = week[["distance", "weight", "temperature"]]
        if sizes.isna().mean().max() > 0.05 or max((sizes[c] == sizes[c].mode()[0]).mean() for c in sizes) > 0.1:
            names.append("sensor")
            continue
        known = week.dropna(subset=["late"])
        wanted = rate[np.digitize(known["score"], tenths)]
        z = (known["late"].sum() - wanted.sum()) / np.sqrt((wanted * (1 - wanted)).sum())
        n = known["late"].sum()
        fell = usual - auc(known["late"], known["score"])
        worse = fell > 2.6 * np.sqrt(usual * (1 - usual) / min(n, len(known) - n))
        around = [(week["week"].iloc[0] + step - 1) % 52 + 1 for step in range(-1, 2)]
        if worse:
            names.append("relation")
        elif norm.sf(abs(z)) < 0.005:
            names.append("mix")
        else:
            names.append("inputs" if moved(history[history["week"].isin(around)], week) else "stable")
    return names
