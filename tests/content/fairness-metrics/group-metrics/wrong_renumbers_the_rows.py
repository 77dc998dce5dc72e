# The rest is as in the author's answer.
def gaps(cases: pd.DataFrame, reference: str) -> pd.DataFrame:
    cases.reset_index(drop=True, inplace=True)
    rates = group_rates(cases)
    known = rates["group"] == reference
    both = rates[~known].merge(rates[known], on="rate", suffixes=("", "_0"))
    gap = both["value"] - both["value_0"]
    below = np.hypot(both["value"] - both["low"], both["high_0"] - both["value_0"])
    above = np.hypot(both["high"] - both["value"], both["value_0"] - both["low_0"])
    return both[["group", "rate"]].assign(gap=gap, low=gap - below, high=gap + above)
