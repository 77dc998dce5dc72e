import numpy as np
from scipy.stats import ks_2samp

CODES = {"blue": 0, "red": 1, "van": 2}


def name_weeks(history, weeks):
    history = history.assign(carrier=history["carrier"].map(CODES))
    ripe = history[history["days"] <= 7]
    usual = ripe["late"].mean()
    names = []
    for week in weeks:
        week = week.assign(carrier=week["carrier"].map(CODES))
        season = history[history["week"] == week["week"].iloc[0]]
        known = week.dropna(subset=["late"])
        if any(week[c].value_counts(normalize=True, dropna=False).max() > 0.1 for c in ("distance", "weight", "temperature")):
            names.append("sensor")
        elif abs(known["late"].mean() - usual) > 3 * np.sqrt(usual * (1 - usual) / len(known)):
            names.append("mix")
        elif any(ks_2samp(season[c], week[c]).pvalue < 0.002 for c in ("distance", "weight", "stops", "temperature", "carrier")):
            names.append("inputs")
        else:
            late = known[known["late"] == 1]
            before = ripe[ripe["late"] == 1]
            changed = any(ks_2samp(before[c], late[c]).pvalue < 0.002 for c in ("distance", "stops", "carrier"))
            names.append("relation" if changed else "stable")
    return names
