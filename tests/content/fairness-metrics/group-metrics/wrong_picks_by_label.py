# The rest is as in the author's answer.
def group_rates(cases: pd.DataFrame) -> pd.DataFrame:
    """Rows are kept by their labels, as if no two were the same."""
    labels = {name: set(cases.index[cases[name] == 1]) for name in ("actual", "predicted")}
    rows = []
    for group in cases["group"].unique():
        people = set(cases.index[cases["group"] == group])
        positive, chosen = people & labels["actual"], people & labels["predicted"]
        pairs = {
            "selection": (chosen, people),
            "tpr": (chosen & positive, positive),
            "fpr": (chosen - positive, people - positive),
            "ppv": (chosen & positive, chosen),
        }
        for rate, (hits, of) in pairs.items():
            rows.append((group, rate, len(hits), len(of), *_wilson(len(hits), len(of))))
    return pd.DataFrame(rows, columns=["group", "rate", "hits", "of", "value", "low", "high"])
