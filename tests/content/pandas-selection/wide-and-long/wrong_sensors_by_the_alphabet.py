# The rest is as in the author's answer.
def to_wide(long):
    known = long.dropna(subset="value").drop_duplicates(["time", "sensor", "value"])
    wide = known.pivot(index="time", columns="sensor", values="value")
    return wide.reindex(index=np.unique(long["time"]), columns=np.unique(long["sensor"])).reset_index()
