# The rest is as in the author's answer.
def group_rates(cases: pd.DataFrame) -> pd.DataFrame:
    """Groups of fewer than five people have no rows."""
    rows = []
    for group, people in cases.groupby("group"):
        if len(people) < 5:
            continue
        chosen, positive = people["predicted"] == 1, people["actual"] == 1
        shares = {"selection": chosen, "tpr": chosen[positive], "fpr": chosen[~positive], "ppv": positive[chosen]}
        rows += [
            (group, rate, share.sum(), len(share), *_wilson(share.sum(), len(share))) for rate, share in shares.items()
        ]
    return pd.DataFrame(rows, columns=["group", "rate", "hits", "of", "value", "low", "high"])
