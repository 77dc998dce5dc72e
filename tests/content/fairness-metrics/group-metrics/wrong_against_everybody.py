# The rest is as in the author's answer.
def gaps(cases, reference):
    """Compare each group with all the others together."""
    tables = []
    for group in cases["group"].unique():
        if group == reference:
            continue
        split = cases.assign(group=np.where(cases["group"] == group, group, "the others"))
        rates = group_rates(split)
        known = rates["group"] == "the others"
        both = rates[~known].merge(rates[known], on="rate", suffixes=("", "_0"))
        gap = both["value"] - both["value_0"]
        below = np.hypot(both["value"] - both["low"], both["high_0"] - both["value_0"])
        above = np.hypot(both["high"] - both["value"], both["value_0"] - both["low_0"])
        tables.append(both[["group", "rate"]].assign(gap=gap, low=gap - below, high=gap + above))
    columns = ["group", "rate", "gap", "low", "high"]
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=columns)
