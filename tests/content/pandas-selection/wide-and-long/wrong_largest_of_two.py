# The rest is as in the author's answer.
def to_wide(long):
    wide = long.pivot_table(index="time", columns="sensor", values="value", aggfunc="max", dropna=False)
    return wide.reindex(columns=long["sensor"].unique()).reset_index()
