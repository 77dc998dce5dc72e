import numpy as np
from scipy import stats

COLUMNS = ["distance", "weight", "stops", "temperature", "score", "carrier"]
CODES = {"blue": 0, "red": 1, "van": 2}


def smallest(a, b):
    """Bonferroni over the columns."""
    return min(1, len(COLUMNS) * min(stats.ks_2samp(a[c], b[c], method="asymp").pvalue for c in COLUMNS))


def name_weeks(history, weeks):
    history = history.assign(carrier=history["carrier"].map(CODES))
    names = []
    for week in weeks:
        week = week.assign(carrier=week["carrier"].map(CODES))
        if max(week[c].value_counts(dropna=False).max() for c in ("distance", "weight", "temperature")) > 100:
            names.append("sensor")
            continue
        gap = np.abs(history["week"] - week["week"].iloc[0])
        season = history[(gap < 4) | (gap > 48)]
        old, new = season[season["days"] <= 7], week[week["days"] <= 7]
        late = smallest(old[old["late"] == 1], new[new["late"] == 1])
        punctual = smallest(old[old["late"] == 0], new[new["late"] == 0])
        apart = min(late, punctual)
        together = smallest(season, week)
        rates = [(t["late"].mean(), len(t)) for t in (old, new)]
        pooled = sum(r * n for r, n in rates) / sum(n for _, n in rates)
        z = (rates[1][0] - rates[0][0]) / np.sqrt(pooled * (1 - pooled) * sum(1 / n for _, n in rates))
        if apart >= 0.005:
            names.append("mix" if abs(z) > 3 else "stable" if together >= 0.005 else "inputs")
        else:
            names.append("inputs" if together < apart else "relation")
    return names
