# The rest is as in the author's answer.
def findings(cases, reference, margin):
    """Violated where the two intervals do not overlap."""
    rates = group_rates(cases).set_index(["group", "rate"])
    rows = []
    for group in cases["group"].unique():
        if group == reference:
            continue
        found = {}
        for rate in ("selection", "tpr", "fpr", "ppv"):
            one, other = rates.loc[(group, rate)], rates.loc[(reference, rate)]
            apart = one["low"] > other["high"] or other["low"] > one["high"]
            close = abs(one["value"] - other["value"]) <= margin
            found[rate] = "violated" if apart else "met" if close else "open"
        odds = {found["tpr"], found["fpr"]}
        rows += [
            (group, "demographic parity", found["selection"]),
            (group, "equal opportunity", found["tpr"]),
            (group, "equalized odds", "violated" if "violated" in odds else "met" if odds == {"met"} else "open"),
            (group, "predictive parity", found["ppv"]),
        ]
    return pd.DataFrame(rows, columns=["group", "goal", "finding"])
