# The rest is as in the author's answer.
def to_wide(long):
    known = long.dropna(subset="value").drop_duplicates(["time", "sensor", "value"])
    wide = known.pivot(index="time", columns="sensor", values="value")
    return wide.reindex(index=np.unique(long["time"]), columns=long["sensor"].unique()).fillna(0.0).reset_index()
