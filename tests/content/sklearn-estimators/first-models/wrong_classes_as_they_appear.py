# The rest is as in the author's answer.
def train(model, table, target):
    fitted = clone(model).fit(table.drop(columns=target), table[target])
    fitted.labels_ = list(dict.fromkeys(table[target]))
    return fitted


def probabilities(fitted, rows, label):
    if label not in fitted.labels_:
        raise ValueError(label)
    return pd.Series(fitted.predict_proba(rows[fitted.feature_names_in_])[:, fitted.labels_.index(label)], rows.index)
