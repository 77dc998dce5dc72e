# The rest is as in the author's answer.
def risks(past, new):
    counts = past["postcode"].value_counts()
    X, X_new = (
        np.column_stack([table["postcode"].map(counts).fillna(0), others_of(table, past)]) for table in (past, new)
    )
    return LogisticRegression(max_iter=1000).fit(X, past["failed"]).predict_proba(X_new)[:, 1]
