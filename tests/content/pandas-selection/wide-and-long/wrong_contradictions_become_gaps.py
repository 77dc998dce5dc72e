# The rest is as in the author's answer.
def to_wide(long):
    groups = long.groupby(["time", "sensor"])["value"]
    wide = groups.first().where(groups.nunique() <= 1).unstack()
    return wide.reindex(columns=long["sensor"].unique()).reset_index()
