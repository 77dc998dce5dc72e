import numpy as np
from scipy.stats import ks_2samp


def name_weeks(history, weeks):
    early = history[history["days"] <= 7]
    usual = ((early["score"] >= 0.5) == (early["late"] == 1)).mean()
    names = []
    for week in weeks:
        near = np.abs((history["week"] - week["week"].iloc[0] + 26) % 52 - 26) <= 2
        season = history[near]
        known = week[week["late"].notna()]
        accuracy = ((known["score"] >= 0.5) == (known["late"] == 1)).mean()
        worse = usual - accuracy > 3 * np.sqrt(usual * (1 - usual) / len(known))
        moved = any(ks_2samp(season[c], week[c]).pvalue < 0.002 for c in ("distance", "weight", "stops", "temperature", "score"))
        if any(week[c].value_counts(normalize=True, dropna=False).max() > 0.1 for c in ("distance", "weight", "temperature")):
            names.append("sensor")
        elif worse:
            names.append("mix" if moved else "relation")
        else:
            names.append("inputs" if moved else "stable")
    return names
