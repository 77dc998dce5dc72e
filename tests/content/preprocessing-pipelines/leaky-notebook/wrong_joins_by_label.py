# The rest is as in the author's answer.
def forecast(apples, weeks, new, k):
    X = prepare(apples, weeks, k)
    best = [name for name in X.columns if name.startswith("nm_")]
    logs = np.log(apples[best])
    means = logs.mean()
    widths = logs.fillna(means).std(ddof=0)
    asked = ((np.log(new[best]).fillna(means) - means) / widths).join(pd.get_dummies(new["variety"], dtype=float))
    told = Ridge(alpha=20.0).fit(X, weeks).predict(asked.reindex(columns=X.columns, fill_value=0.0))
    return pd.Series(told, index=new.index)
