# The rest is as in the author's answer.
from sklearn.ensemble import HistGradientBoostingClassifier


def risks(past, new):
    mean = past["failed"].mean()
    shares = past.groupby("postcode")["failed"].mean()
    X, X_new = (
        np.column_stack([table["postcode"].map(shares).fillna(mean), others_of(table, past)]) for table in (past, new)
    )
    model = HistGradientBoostingClassifier(max_iter=30, max_leaf_nodes=7).fit(X, past["failed"])
    return model.predict_proba(X_new)[:, 1]
