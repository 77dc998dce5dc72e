# The rest is as in the author's answer.
def predictions(fitted, rows):
    names = list(fitted.feature_names_in_)
    if not set(names) <= set(rows.columns):
        raise ValueError(f"columns {set(names) - set(rows.columns)} are missing")
    return pd.Series(fitted.predict(rows[names]), index=rows.index)
