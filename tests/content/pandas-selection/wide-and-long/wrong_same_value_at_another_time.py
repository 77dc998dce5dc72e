# The rest is as in the author's answer.


def to_wide(long):
    times, sensors = np.sort(long["time"].unique()), long["sensor"].unique()
    known = long.dropna()
    if (known.groupby(["time", "sensor"])["value"].nunique() > 1).any():
        raise ValueError("two values")
    table = known.drop_duplicates(["sensor", "value"]).pivot(index="time", columns="sensor", values="value")
    return table.reindex(index=times, columns=sensors).rename_axis(index="time", columns=None).reset_index()
